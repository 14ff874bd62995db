/** The door for tools: a Spark Connect server on the tables, read-only. */
package org.rerate.jobs.serve;

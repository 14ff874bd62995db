/**
 * The doors for tools: a Spark Connect server and an HTTP server on the tables, read-only. {@link
 * org.rerate.jobs.serve.Questions} is what a door of another protocol answers through.
 */
package org.rerate.jobs.serve;

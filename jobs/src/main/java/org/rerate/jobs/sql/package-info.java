/** The door to questions in SQL. */
package org.rerate.jobs.sql;

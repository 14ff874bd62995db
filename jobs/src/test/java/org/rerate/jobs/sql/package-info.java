/** The shell without a process of its own: statements, names, history, a terminal over pipes. */
package org.rerate.jobs.sql;

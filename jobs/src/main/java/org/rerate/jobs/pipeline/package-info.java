/**
 * A day's work in one process: what a pipeline file says, step after step, and how it went. The
 * steps themselves are actions.
 */
package org.rerate.jobs.pipeline;

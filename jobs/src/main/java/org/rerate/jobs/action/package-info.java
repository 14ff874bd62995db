/**
 * The steps that commands are made of: run one piece of work, record it, skip it if its result
 * stands. No parsing and no printing of results.
 */
package org.rerate.jobs.action;

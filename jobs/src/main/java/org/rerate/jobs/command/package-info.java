/** What every command shares: common options, the session, printing, exit codes. */
package org.rerate.jobs.command;

/** The launcher: names the commands and turns errors into one clear line and an exit code. */
package org.rerate.jobs.cli;

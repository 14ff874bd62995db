/** Why a number is another now: {@code rerate diff}. */
package org.rerate.jobs.diff;

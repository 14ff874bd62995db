/** The rules of the house, held against the jobs. */
package org.rerate.jobs.architecture;

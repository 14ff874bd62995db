/** The door to the measures of the subject. */
package org.rerate.jobs.measure;

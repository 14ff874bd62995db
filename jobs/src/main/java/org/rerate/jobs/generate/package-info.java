/** The door to made-up universes. */
package org.rerate.jobs.generate;

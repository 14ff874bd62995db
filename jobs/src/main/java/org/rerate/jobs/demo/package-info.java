/** The main job on the shipped feed, from files to the printed comparison. */
package org.rerate.jobs.demo;

/** Made-up universes: the same rows from the same seed, and the traits they claim. */
package org.rerate.jobs.synthetic;

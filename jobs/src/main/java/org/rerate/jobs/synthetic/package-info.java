/**
 * Made-up universes of any size as feeds, with the traits of real data: listings and delistings,
 * splits, share classes and receipts, currencies, suspended days, revisions, late rows. The same
 * seed gives the same rows, however the work is split.
 *
 * <p>Lives here: who the companies are, what they are worth and expected to earn, how vendors
 * deliver it; one thin class that has Spark do it in parallel. Does not live here: anything that
 * reads a feed. Upstream: {@code table} (the columns), {@code storage} (files). Downstream: the
 * command {@code generate}, benchmarks.
 */
package org.rerate.jobs.synthetic;

package org.rerate.explain;

import java.time.LocalDate;

/**
 * One row of the data that a number rests on, with the value taken from it.
 *
 * @param what what it is: price, shares, split, rate, estimate, ...
 * @param id the line, issuer or currency it speaks of
 * @param date its business day; null for versions of a line
 * @param ageDays days from then to the valued day; null where age means nothing
 * @param value the value taken; null if the row says something else than a number
 * @param unit unit of the value, or empty
 * @param detail what else matters: basis of a close, analysts behind a mean, fiscal period
 * @param source where the row came from
 */
public record Input(
    String what,
    String id,
    LocalDate date,
    Integer ageDays,
    Double value,
    String unit,
    String detail,
    RowOrigin source) {}

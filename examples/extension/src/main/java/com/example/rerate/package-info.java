/**
 * An example of what a jar can add to Rerate: a measure with a table of its own, and a feed format.
 * Copy it, rename it, and name your classes in {@code META-INF/services}.
 */
package com.example.rerate;

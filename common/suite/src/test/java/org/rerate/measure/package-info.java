/** Tests of the measures: by hand on small facts, and on the illustrative feed. */
package org.rerate.measure;

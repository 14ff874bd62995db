/** The rules of the house as tests: who may know whom, names, sizes, documents. */
package org.rerate.architecture;

/**
 * The door of the library: {@link org.rerate.action.Rerate} opens a warehouse, an action does one
 * piece of work, records it in the ledger and skips it if its result stands. No parsing of command
 * lines, no printing, no exit of the process. Uses everything below; the commands of {@code jobs}
 * are thin over it.
 */
package org.rerate.action;

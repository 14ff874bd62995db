/**
 * The door for an analyst's assistant: {@code rerate mcp}, the Model Context Protocol over standard
 * input and output. Tools turn calls into questions; gate, limits and audit are those of {@link
 * org.rerate.jobs.serve}, numbers come from the library. Nothing here computes.
 */
package org.rerate.jobs.mcp;

/** What doors call, without a warehouse: arguments by which a run is recognised. */
package org.rerate.action;

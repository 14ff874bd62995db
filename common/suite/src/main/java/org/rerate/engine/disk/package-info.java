/**
 * Files and folders: opening and listing a feed's files, what a disk says when it fails, local
 * scratch space.
 *
 * <p>Must not come here: what files hold. Upstream: domain. Downstream: engine.delta, ingest.
 */
package org.rerate.engine.disk;

// Dependencies and builds: made when they are not of the sources that lie here, and left alone otherwise.
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { mendPostgres } from '../../scripts/mend-postgres.mjs'
import { buildStudio, bundlePrograms, isCurrent, targets } from './build.mjs'
import { dependenciesCurrent, installDependencies } from './dependencies.mjs'
import { waitForLock } from './lock.mjs'
import { root } from './settings.mjs'
import { dim, line, stage } from './terminal.mjs'

/**
 * Installs and builds what is not current; leaves what is alone.
 * @param {string} logs folder for the programs' output
 */
export async function makeCurrent(logs, signal) {
  // What was installed before the driver was mended at each installation.
  if (dependenciesCurrent()) mendPostgres()
  const current = () => dependenciesCurrent() && isCurrent(targets.studio) && isCurrent(targets.programs)
  if (current()) return
  const lock = await waitForLock(buildLock(), () => line(dim('·'), 'Another start is building this clone; waiting for it'))
  try {
    if (!dependenciesCurrent()) {
      await stage('installing dependencies', async () => {
        await installDependencies({ log: path.join(logs, 'install.log'), signal })
        return 'Installed the dependencies'
      })
    }
    if (!isCurrent(targets.programs)) {
      await stage('bundling the agent and the command line', async () => {
        await bundlePrograms()
        return 'Bundled the agent and the command line'
      })
    }
    if (!isCurrent(targets.studio)) {
      await stage('building the studio', async () => {
        await buildStudio({ log: path.join(logs, 'build.log'), signal })
        return 'Built the studio'
      })
    }
  } finally {
    lock.release()
  }
}

/** Homes may differ while the clone is the same, so the lock belongs to the clone. */
function buildLock() {
  return path.join(tmpdir(), `atelier-build-${createHash('sha256').update(root).digest('hex').slice(0, 16)}.lock`)
}

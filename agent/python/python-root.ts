import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder `python/` that comes with this program, whether it runs from source or from its bundle. */
export function findPythonRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const root = path.join(folder, 'python')
    if (existsSync(path.join(root, 'atelier_runner', 'forkserver.py'))) return root
    const parent = path.dirname(folder)
    if (parent === folder) throw new Error('The folder python/ is missing beside this program; install it again.')
    folder = parent
  }
}

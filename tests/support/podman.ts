import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A Debian with Python and nothing else, made here: no registry is needed. */
export const baseImage = 'localhost/atelier-test-base:bookworm'

/**
 * Makes sure that containers can be run here, and that there is a base image. On a machine whose administrator this is, what
 * is missing is installed. Gives the sentence with which tests are skipped where it cannot be had.
 */
export function preparePodman(): { skip: string | undefined } {
  if (process.platform !== 'linux') return { skip: 'podman runs on Linux alone' }
  if (process.getuid?.() !== 0) return { skip: 'making a base image needs an administrator (root)' }
  const missing = ['podman', 'runc', 'debootstrap'].filter((program) => !works(program, ['--version']))
  if (missing.length > 0) {
    if (!existsSync('/usr/bin/apt-get')) return { skip: `${missing.join(' and ')} cannot be installed without apt-get` }
    run('apt-get', ['update', '-q'])
    const { status, stderr } = run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing])
    if (status !== 0) return { skip: `apt-get could not install ${missing.join(' and ')}: ${last(stderr)}` }
  }
  if (works('podman', ['image', 'exists', baseImage])) return { skip: undefined }
  const root = mkdtempSync(path.join(tmpdir(), 'atelier-base-'))
  try {
    const made = run('debootstrap', ['--variant=minbase', '--include=python3,python3-venv,ca-certificates', 'bookworm', root])
    if (made.status !== 0) return { skip: `debootstrap could not make a base: ${last(made.stdout)}` }
    const imported = run('sh', ['-c', `tar -C ${root} -c . | podman import - ${baseImage}`])
    return { skip: imported.status === 0 ? undefined : `podman could not import a base: ${last(imported.stderr)}` }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

const run = (program: string, args: string[]) => spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, maxBuffer: 64_000_000 })
const works = (program: string, args: string[]) => run(program, args).status === 0
const last = (text: string | null) => (text ?? '').trim().split('\n').at(-1) ?? ''

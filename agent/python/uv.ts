import { access, rm } from 'node:fs/promises'
import path from 'node:path'
import { withLock } from './build-lock'
import { installerEnv } from './child-env'
import { EnvironmentError } from './environment-error'
import { execute } from './execute'
import type { FoundPython } from './probe'

/** uv from PATH, if the host has one. */
export async function uvOnPath(): Promise<string | undefined> {
  const named = process.env.ATELIER_UV ?? 'uv'
  const { code } = await execute(named, ['--version'], { timeoutMs: 20_000 })
  return code === 0 ? named : undefined
}

/**
 * Puts the pinned uv into `${home}/tools`, from its hashed lock file; a second call, also in another process, finds it there.
 * @param requirements path of python/tools/requirements.lock
 * @throws EnvironmentError
 */
export async function bootstrapUv(home: string, python: FoundPython, requirements: string, onLine: (line: string) => void): Promise<string> {
  const tools = path.join(home, 'tools', `uv-python${python.version}`)
  const uv = path.join(tools, 'bin', 'uv')
  if (await works(uv)) return uv
  return withLock(python.path, `${tools}.lock`, (pid) => onLine(`Waiting for process ${pid}, which sets up uv`), async () => {
    if (await works(uv)) return uv
    await rm(tools, { recursive: true, force: true })
    await installUv(home, tools, python, requirements, onLine)
    return uv
  })
}

async function installUv(home: string, tools: string, python: FoundPython, requirements: string, onLine: (line: string) => void): Promise<void> {
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--quiet', '--only-binary', ':all:', '--require-hashes', '-r', requirements]
  if (python.venv) {
    await must(python.path, ['-I', '-m', 'venv', tools])
    await must(path.join(tools, 'bin', 'python'), pip)
  } else {
    // Without ensurepip a venv has no pip, but the host's own pip can install into a folder.
    await must(python.path, [...pip, '--target', tools])
  }

  async function must(file: string, args: string[]): Promise<void> {
    const { code, stderr, error } = await execute(file, args, { env: installerEnv(home), cwd: home, timeoutMs: 300_000, onLine })
    if (code === 0) return
    await rm(tools, { recursive: true, force: true })
    throw new EnvironmentError(`The package installer uv could not be set up: ${reason(stderr, error?.message)}`, { blame: 'host' })
  }
}

async function works(uv: string): Promise<boolean> {
  try {
    await access(uv)
  } catch {
    return false
  }
  return (await execute(uv, ['--version'], { timeoutMs: 20_000 })).code === 0
}

function reason(stderr: string, fallback = 'it ended without a message'): string {
  if (/Temporary failure in name resolution|NewConnectionError|getaddrinfo|Network is unreachable|Connection refused/i.test(stderr)) {
    return 'the package index cannot be reached. Connect this machine to the network (or set PIP_INDEX_URL to a mirror) and try again; uv on the PATH works too.'
  }
  return stderr.split('\n').filter((line) => line.startsWith('ERROR')).map((line) => line.replace(/^ERROR:\s*/, '')).join(' ').trim() || stderr.trim().slice(-400) || fallback
}

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ResolveOrder } from '@/lib/protocol/environments'
import { installerEnv } from './child-env'
import { EnvironmentError } from './environment-error'
import { execute } from './execute'
import { explainFailure } from './uv-output'

export interface ResolveOptions {
  home: string
  uv: string
  /** A Python to run uv's questions with; the versions asked for need not be its own. */
  python: string
  onLine: (line: string) => void
}

/**
 * Turns requirements into a lock with versions and hashes that suits every machine that agents run on.
 * @throws EnvironmentError naming the package that is in the way and why
 */
export async function resolveRequirements({ requirements, python, indexes }: Pick<ResolveOrder, 'requirements' | 'python' | 'indexes'>, { home, uv, python: interpreter, onLine }: ResolveOptions): Promise<string> {
  await mkdir(path.join(home, 'work'), { recursive: true })
  const folder = await mkdtemp(path.join(home, 'work', 'resolve-'))
  try {
    const hosts = marker(python)
    // Otherwise uv answers for every later Python too, and for machines that no agent runs on.
    await writeFile(path.join(folder, 'pyproject.toml'), `[tool.uv]\nenvironments = [${JSON.stringify(hosts)}]\n`)
    await writeFile(path.join(folder, 'requirements.in'), requirements)
    const options = ['--universal', '--python-version', python || '3.11', '--python', interpreter, '--generate-hashes', '--no-emit-index-url', '--no-emit-find-links', '--no-header', '--only-binary', ':all:']
    const from = indexes.flatMap((line) => splitOption(line))
    const run = await execute(uv, ['pip', 'compile', 'requirements.in', ...options, ...from, '--output-file', 'requirements.lock'], { env: installerEnv(home), cwd: folder, timeoutMs: 150_000, onLine: (line) => (isLock(line) ? undefined : onLine(line)) })
    if (run.code !== 0) {
      const { message, blame } = explainFailure(run.stderr || run.error?.message || '', python || '3.11')
      throw new EnvironmentError(message, { blame })
    }
    return withoutHosts(await readFile(path.join(folder, 'requirements.lock'), 'utf8'), hosts)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function marker(python: string): string {
  const [major, minor] = (python || '3.14').split('.').map(Number)
  return `python_full_version < '${major}.${minor! + 1}' and sys_platform != 'win32'`
}

/** What holds on every host that an agent runs on need not stand in each line. */
function withoutHosts(lock: string, hosts: string): string {
  const always = hosts.split(' and ')
  return lock.replace(/ ; ([^\\\n]+?)( \\?$)/gm, (_, marker: string, end: string) => {
    let rest = marker
    for (const part of always) rest = rest === part ? '' : rest.replaceAll(` and ${part}`, '').replaceAll(`${part} and `, '')
    return rest === '' ? end : ` ; ${rest}${end}`
  })
}

function splitOption(line: string): string[] {
  const match = /^(--[a-z-]+)[\s=]+(\S+)/.exec(line.trim())
  return match ? [match[1]!, match[2]!] : []
}

/** uv prints the lock that it writes. */
function isLock(line: string): boolean {
  return /^\s*(?:--hash=|#|[A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?==)/.test(line)
}

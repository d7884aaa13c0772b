import { readdir } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { execute } from './execute'
import { inRange, rangeWords } from './range'
import type { Probe } from './types'

/** Python versions that the curated environments have packages for, newest first by preference. */
const candidates = ['python3.13', 'python3.12', 'python3.11', 'python3.14', 'python3', 'python']
export const oldest = [3, 11] as const
export const newest = [3, 14] as const

const question = `
import json, sys, importlib.util as u
print(json.dumps({"version": sys.version.split()[0], "path": sys.executable, "kind": sys.implementation.name,
  "bits": 64 if sys.maxsize > 2**32 else 32, "gil": getattr(sys, "_is_gil_enabled", lambda: True)(),
  "venv": bool(u.find_spec("venv") and u.find_spec("ensurepip")), "pip": bool(u.find_spec("pip"))}))`

interface Answer {
  version: string
  path: string
  kind: string
  bits: number
  gil: boolean
  venv: boolean
  pip: boolean
}

export interface FoundPython {
  version: string
  path: string
  /** It can make virtual environments by itself. */
  venv: boolean
  pip: boolean
}

/** Finds a CPython that environments can be built from; with `range` one of these versions. `uv` is the path of uv where the host has one. */
export async function findPython(uv: string | undefined, range?: string): Promise<FoundPython | { problem: string }> {
  if (range !== undefined) return findVersion(uv, range)
  if (os.platform() === 'win32') {
    return { problem: 'Python steps run on Linux and macOS; on Windows, start this agent inside WSL (wsl --install).' }
  }
  const chosen = process.env.ATELIER_PYTHON
  const names = chosen ? [chosen] : candidates
  const unfit: string[] = []
  for (const name of names) {
    const answer = await ask(name)
    if (!answer) continue
    const fault = unfitness(answer, uv !== undefined)
    if (!fault) return answer
    unfit.push(`${answer.path} ${fault}`)
  }
  if (chosen) return { problem: `ATELIER_PYTHON is ${chosen}, but ${unfit[0] ?? 'it is not a Python that can be started'}. ${advice()}` }
  const managed = uv && (await managedPython(uv))
  if (managed) return managed
  const found = unfit.length > 0 ? `The Python on this machine does not suit: ${[...new Set(unfit)].join('; ')}.` : 'There is no Python on this machine.'
  return { problem: `${found} ${advice()}` }
}

async function findVersion(uv: string | undefined, range: string): Promise<FoundPython | { problem: string }> {
  const first = await findPython(uv)
  if ('problem' in first || inRange(first.version, range)) return first
  const others: string[] = [first.version]
  for (const name of process.env.ATELIER_PYTHON ? [] : [...candidates, ...(await pyenvPythons())]) {
    const answer = await ask(name)
    if (!answer || unfitness(answer, uv !== undefined)) continue
    if (inRange(answer.version, range)) return answer
    others.push(answer.version)
  }
  const managed = uv && !process.env.ATELIER_PYTHON && (await managedPython(uv, range))
  if (managed) return managed
  const wanted = rangeWords(range)
  return { problem: `This host has no Python ${wanted} (it has ${[...new Set(others)].join(', ')}). Install Python ${wanted} there, or choose another Python for the environment.` }
}

/** Interpreters that pyenv keeps without putting them on the PATH. */
async function pyenvPythons(): Promise<string[]> {
  const folder = path.join(process.env.PYENV_ROOT ?? path.join(os.homedir(), '.pyenv'), 'versions')
  const versions = await readdir(folder).catch(() => [])
  return versions.filter((name) => /^3\.\d+\.\d+$/.test(name)).sort().reverse().map((name) => path.join(folder, name, 'bin', 'python3'))
}

const suited = `>=${oldest.join('.')},<${newest[0]}.${newest[1] + 1}`

/** A Python that uv installed earlier; none is ever downloaded. */
async function managedPython(uv: string, range = suited): Promise<FoundPython | undefined> {
  const { code, stdout } = await execute(uv, ['python', 'find', '--no-project', '--no-python-downloads', range], { timeoutMs: 20_000 })
  const answer = code === 0 ? await ask(stdout.trim()) : undefined
  return answer && unfitness(answer, true) === undefined ? answer : undefined
}

async function ask(name: string): Promise<Answer | undefined> {
  const { code, stdout } = await execute(name, ['-I', '-c', question], { timeoutMs: 20_000 })
  if (code !== 0) return undefined
  try {
    return JSON.parse(stdout) as Answer
  } catch {
    return undefined
  }
}

function unfitness(python: Answer, haveUv: boolean): string | undefined {
  const [major = 0, minor = 0] = python.version.split('.').map(Number)
  if (python.kind !== 'cpython') return `is ${python.kind}, not CPython`
  if (major !== 3 || minor < oldest[1]) return `is version ${python.version}, too old`
  if (minor > newest[1]) return `is version ${python.version}, too new for the packages`
  if (python.bits !== 64) return 'is a 32-bit build'
  if (!python.gil) return 'is a free-threaded build'
  if (!haveUv && !python.venv && !python.pip) return 'lacks the module ensurepip, so that it cannot make environments'
  return undefined
}

/** What to install here, in one sentence. */
function advice(): string {
  const range = `Python ${oldest.join('.')} to ${newest.join('.')}`
  if (os.platform() === 'darwin') return `Install ${range}, for example with “brew install python@3.13”, or set ATELIER_PYTHON to one, and start the agent again.`
  return `Install ${range} with its venv module (Debian and Ubuntu: “apt install python3 python3-venv”; Fedora: “dnf install python3”), or set ATELIER_PYTHON to one, and start the agent again.`
}

export function asProbe(found: FoundPython | { problem: string }): Probe {
  return 'problem' in found ? found : { version: found.version, path: found.path }
}

import path from 'node:path'
import { findPython, type FoundPython } from './probe'
import { bootstrapUv, uvOnPath } from './uv'

export interface Tools {
  uv: string | undefined
  python: FoundPython | { problem: string }
}

/** uv and the Pythons of a host. What was found is kept; what is missing is looked for again, since somebody may install it. */
export function createTools(home: string, pythonRoot: string) {
  const found = new Map<string, Promise<Tools>>()

  async function find(range?: string): Promise<Tools> {
    const key = range ?? ''
    const look = found.get(key) ?? uvOnPath().then(async (uv) => ({ uv, python: await findPython(uv, range) }))
    found.set(key, look)
    const tools = await look
    if ('problem' in tools.python) found.delete(key)
    return tools
  }

  return {
    find,
    /** @throws EnvironmentError */
    bootstrap: (python: FoundPython, onLine: (line: string) => void) => bootstrapUv(home, python, path.join(pythonRoot, 'tools', 'requirements.lock'), onLine),
  }
}

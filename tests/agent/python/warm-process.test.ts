import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { environmentPython } from '@/agent/python/build'
import { findPythonRoot } from '@/agent/python/python-root'
import { WarmProcess } from '@/agent/python/warm-process'
import { home, isAlive, sklearn, until, useSteps } from './support'

const steps = useSteps()

const script = (code: string) => ({ code })
const returning = 'import pandas as pd\ndef main():\n'
const frame = '    return pd.DataFrame({"a": [1]})\n'

/** The process ids that a script printed as `pid=…`. */
const printed = (name: string) => {
  const line = steps.logs.findLast((text) => text.startsWith(`${name}=`))
  return line === undefined ? undefined : Number(line.slice(name.length + 1))
}

describe('a step in a fork of the warm process', () => {
  test('starts within 100 ms, and the warm process has one thread only', async () => {
    const starts: number[] = []
    for (let run = 0; run < 7; run++) starts.push((await steps.run('python_script', script(returning + frame))).phases.starting!)
    expect(starts.sort((a, b) => a - b)[3]).toBeLessThan(100)
    const warm = new WarmProcess(environmentPython(home, sklearn), findPythonRoot(), 1, () => undefined)
    await warm.start()
    expect(warm.threads).toBe(1)
    await warm.close()
  })

  test('that starts the process waits for its own libraries alone; the others come after it, and add no thread', async () => {
    const warm = new WarmProcess(environmentPython(home, sklearn), findPythonRoot(), 1, () => undefined)
    const code = 'import os, sys\ncame = "sklearn" in sys.modules\nprint(f"came={came} threads={len(os.listdir(f\'/proc/{os.getppid()}/task\')) if os.path.isdir(\'/proc/self\') else 1}")\n' + returning + frame
    const look = async () => {
      const lines: string[] = []
      await warm.run({ entry: 'python_script', params: script(code), inputs: {}, outputs: [{ port: 'out1', type: 'table' }], outDir: steps.folder }, { onLog: (line) => void lines.push(line) })
      return lines
    }
    try {
      expect(await look()).toEqual(['came=False threads=1'])
      await vi.waitFor(async () => expect(await look()).toEqual(['came=True threads=1']), { timeout: 30_000, interval: 300 })
    } finally {
      await warm.close()
    }
  })

  test('streams what it prints while it runs, from both streams, and from programs that it starts', async () => {
    const seen: [string, string, boolean][] = []
    let ended = false
    const code = 'import pandas as pd, sys, subprocess, time\ndef main():\n    print("first ümläut")\n    print("err", file=sys.stderr)\n    subprocess.run(["echo", "from outside"])\n    print("a\\rb\\rlast")\n    print("no newline", end="")\n    time.sleep(0.4)\n' + frame
    const running = steps.run('python_script', script(code), {}, { onLog: (line, stream) => void seen.push([stream, line, ended]) })
    await running.then(() => (ended = true))
    const lines = seen.map(([stream, line]) => `${stream}: ${line}`)
    expect(lines).toEqual(expect.arrayContaining(['stdout: first ümläut', 'stderr: err', 'stdout: from outside', 'stdout: last', 'stdout: no newline']))
    expect(lines.filter((line) => line.startsWith('stdout'))).toEqual(['stdout: first ümläut', 'stdout: from outside', 'stdout: last', 'stdout: no newline'])
    expect(seen.every(([, , late]) => !late)).toBe(true)
  })

  test('sees none of the agent’s tokens and has its own folder to write in', async () => {
    process.env.ATELIER_AGENT_TOKEN = 'atl_agent_secret'
    const warm = new WarmProcess(environmentPython(home, sklearn), findPythonRoot(), 1, () => undefined)
    try {
      const result = await warm.run(
        {
          entry: 'python_script',
          params: script('import os, pandas as pd\ndef main():\n    open("scratch.txt", "w").write("x")\n    return pd.DataFrame({"k": list(os.environ), "cwd": os.getcwd()})'),
          inputs: {},
          outputs: [{ port: 'out1', type: 'table' }],
          outDir: steps.folder,
        },
        {},
      ).catch((error: Error) => error)
      expect(result).not.toBeInstanceOf(Error)
      const bytes = readFileSync(path.join(steps.folder, 'out1'), 'latin1')
      expect(bytes).not.toContain('ATELIER_AGENT_TOKEN')
      expect(readFileSync(path.join(steps.folder, '.scratch/scratch.txt'), 'utf8')).toBe('x')
    } finally {
      delete process.env.ATELIER_AGENT_TOKEN
      await warm.close()
    }
  })

  test('runs beside others', async () => {
    const code = 'import pandas as pd, time\ndef main():\n    time.sleep(1)\n' + frame
    const began = Date.now()
    await Promise.all(Array.from({ length: 6 }, () => steps.run('python_script', script(code))))
    expect(Date.now() - began).toBeLessThan(4000)
  })
})

describe('cancel', () => {
  test('ends the whole process group at once when it obeys', async () => {
    const abort = new AbortController()
    const code = 'import pandas as pd, os, subprocess, time\ndef main():\n    child = subprocess.Popen(["sleep", "60"])\n    print(f"obedient={child.pid}", flush=True)\n    time.sleep(60)\n' + frame
    const running = steps.run('python_script', script(code), {}, { signal: abort.signal })
    const grandchild = await until(() => printed('obedient'), 'the script')
    const began = Date.now()
    abort.abort()
    await expect(running).rejects.toMatchObject({ name: 'ChildError', reason: 'cancelled' })
    expect(Date.now() - began).toBeLessThan(2000)
    await until(() => !isAlive(grandchild), 'the end of the grandchild')
  })

  test('kills after five seconds what refuses to go', async () => {
    const abort = new AbortController()
    const code = 'import pandas as pd, os, signal, time\ndef main():\n    signal.signal(signal.SIGTERM, lambda *_: print("I stay", flush=True))\n    print(f"stubborn={os.getpid()}", flush=True)\n    while True: time.sleep(1)\n'
    const running = steps.run('python_script', script(code), {}, { signal: abort.signal })
    const pid = await until(() => printed('stubborn'), 'the script')
    const began = Date.now()
    abort.abort()
    await expect(running).rejects.toMatchObject({ reason: 'cancelled' })
    expect(Date.now() - began).toBeGreaterThan(4500)
    expect(Date.now() - began).toBeLessThan(8000)
    expect(steps.logs).toContain('I stay')
    expect(isAlive(pid)).toBe(false)
  })

  test('before the start runs nothing', async () => {
    await expect(steps.run('python_script', script(returning + frame), {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ reason: 'cancelled' })
  })
})

describe('deaths', () => {
  test('a child killed from outside is told by its signal, and the next step runs', async () => {
    const code = 'import pandas as pd, os, time\ndef main():\n    print(f"victim={os.getpid()}", flush=True)\n    time.sleep(60)\n'
    const running = steps.run('python_script', script(code))
    process.kill(await until(() => printed('victim'), 'the script'), 'SIGKILL')
    await expect(running).rejects.toMatchObject({ reason: 'crashed', message: expect.stringContaining('SIGKILL') })
    await expect(steps.run('python_script', script(returning + frame))).resolves.toBeDefined()
  })

  test('a crash in native code names the signal and is no loss of infrastructure', async () => {
    const code = 'import ctypes\ndef main():\n    ctypes.string_at(0)\n'
    await expect(steps.run('python_script', script(code))).rejects.toMatchObject({ reason: 'failed', message: expect.stringContaining('SIGSEGV') })
  })

  test('an exit inside the script, or of its process, is told', async () => {
    await expect(steps.run('python_script', script('import sys\ndef main():\n    sys.exit(3)\n'))).rejects.toMatchObject({ reason: 'user_error', message: expect.stringContaining('3') })
    await expect(steps.run('python_script', script('import os\ndef main():\n    os._exit(4)\n'))).rejects.toMatchObject({ reason: 'failed', message: expect.stringContaining('4') })
  })

  test('a killed warm process takes its children along and is started again', async () => {
    const code = 'import pandas as pd, os, time\ndef main():\n    print(f"server={os.getppid()}", flush=True)\n    print(f"orphan={os.getpid()}", flush=True)\n    time.sleep(60)\n'
    const running = steps.run('python_script', script(code))
    const child = await until(() => printed('orphan'), 'the script')
    process.kill(printed('server')!, 'SIGKILL')
    await expect(running).rejects.toMatchObject({ reason: 'crashed', message: expect.stringContaining('SIGKILL') })
    await until(() => !isAlive(child), 'the end of the child')
    await expect(steps.run('python_script', script(returning + frame))).resolves.toBeDefined()
  })

  test('when the agent is killed nothing is left of it', async () => {
    const program = `
      import { createPythonRunner } from '@/agent/python/index'
      import { curatedEnvironments } from '@/lib/environments/list'
      const runner = createPythonRunner({ home: process.env.HOME_FOR_TEST, log: () => undefined })
      const code = 'import pandas as pd, os, time\\ndef main():\\n    print(f"{os.getppid()} {os.getpid()}", flush=True)\\n    time.sleep(60)\\n'
      await runner.run(curatedEnvironments().find((e) => e.name === 'sklearn'), { entry: 'python_script', params: { code }, inputs: {}, outputs: [], outDir: process.env.OUT_FOR_TEST }, { onLog: (line) => console.log(line) })`
    const agent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      env: { ...process.env, HOME_FOR_TEST: home, OUT_FOR_TEST: steps.folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let text = ''
    agent.stdout.setEncoding('utf8').on('data', (more: string) => (text += more))
    const [, server, child] = await until(() => /(\d+) (\d+)\n/.exec(text) ?? undefined, 'the agent’s step', 30_000)
    agent.kill('SIGKILL')
    await until(() => !isAlive(Number(server)) && !isAlive(Number(child)), 'the end of the processes')
  }, 60_000)
})

describe('memory', () => {
  test('a step that grows past its limit is killed, and told with its peak', async () => {
    const code = 'import pandas as pd, time\ndef main():\n    held = []\n    while True:\n        held.append(b"x" * 8_000_000)\n        time.sleep(0.005)\n'
    const error = await steps.run('python_script', script(code), {}, { memoryMb: 400 }).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ name: 'ChildError', reason: 'oom', message: expect.stringMatching(/limit of 400 MB.*peak/) })
    expect((error as { peakMb: number }).peakMb).toBeGreaterThan(300)
  })

  test('one allocation far beyond the limit fails without filling the machine', async () => {
    const code = 'import numpy\ndef main():\n    return numpy.ones(40_000_000_000).sum()\n'
    const began = Date.now()
    await expect(steps.run('python_script', script(code), {}, { memoryMb: 400 })).rejects.toMatchObject({ reason: 'oom' })
    expect(Date.now() - began).toBeLessThan(3000)
  })

  test('memory of programs that the step started counts too', async () => {
    // Each stays below the limit, together they do not.
    const code = 'import subprocess, sys, pandas as pd\ndef main():\n    programs = [subprocess.Popen([sys.executable, "-c", "import time; x = bytes(b\'x\') * 200_000_000; time.sleep(20)"]) for _ in range(3)]\n    [program.wait() for program in programs]\n' + frame
    await expect(steps.run('python_script', script(code), {}, { memoryMb: 300 })).rejects.toMatchObject({ reason: 'oom' })
  })
})

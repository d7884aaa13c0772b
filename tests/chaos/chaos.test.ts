// The short form of `npm run chaos`: real agents, two studios and PostgreSQL, all of them killed while runs go on.
import { execFile } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

function chaos(...args: string[]): Promise<{ code: number | string; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['bin/chaos.mjs', ...args], { cwd: root, env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' } }, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, output: stdout + stderr }))
  })
}

test('nothing is lost, doubled or wrongly failed while agents, studios and PostgreSQL are killed and the network is cut', async () => {
  const { code, output } = await chaos('--runs', '5', '--steps', '15', '--seed', '11', '--minutes', '0.7', '--leaseMs', '6000', '--studio', 'handlers')
  expect(output).toContain('0 lost\n0 doubled\n0 stale writes accepted\n0 wrongly failed')
  expect(output).toMatch(/^5 runs, 75 steps and [0-9]+ attempts/m)
  expect(output).toMatch(/happened: .*[1-9][0-9]* × agent/)
  expect(code).toBe(0)
}, 300_000)

test('no agent counts as lost on a host without a processor to spare', async () => {
  const { code, output } = await chaos('starve', '--steps', '10', '--agents', '2', '--minutes', '0.4', '--leaseMs', '10000', '--studio', 'handlers')
  expect(output).toContain('0 agents falsely lost')
  expect(output).toContain('0 lost\n0 doubled\n0 stale writes accepted\n0 wrongly failed')
  expect(code).toBe(0)
}, 300_000)

test('an option that does not exist is refused with those that do', async () => {
  const { code, output } = await chaos('--agent', '3')
  expect(code).toBe(1)
  expect(output).toContain('There is no option --agent. There are: --runs, --steps, --agents')
}, 30_000)

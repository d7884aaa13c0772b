import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { attachCommand, isLocal } from '@/components/compute/attach-command'

const choice = { url: 'http://studio:3000', token: 'atl_join_abc-_', name: '', tags: '', commands: false }

test('the plain line needs no quotes', () => {
  expect(attachCommand('curl', choice)).toBe('curl -fsS http://studio:3000/agent.mjs -o atelier-agent.mjs && node atelier-agent.mjs --url http://studio:3000 --join atl_join_abc-_')
  expect(attachCommand('powershell', choice)).toBe('Invoke-WebRequest http://studio:3000/agent.mjs -OutFile atelier-agent.mjs; node atelier-agent.mjs --url http://studio:3000 --join atl_join_abc-_')
})

test('a shell gives the program what was typed, whatever it was', () => {
  for (const name of ["it's here", 'a $HOME `id` "b"', 'x; rm -rf /', '  spaced  ']) {
    const line = attachCommand('curl', { ...choice, name, tags: 'big, fast ,', commands: true })
    const [, start] = line.split(' && node atelier-agent.mjs ')
    const args = execFileSync('sh', ['-c', `printf '%s\\n' ${start}`], { encoding: 'utf8' }).trimEnd().split('\n')
    expect(args).toEqual(['--url', 'http://studio:3000', '--join', 'atl_join_abc-_', '--name', name.trim(), '--tags', 'big,fast', '--commands'])
  }
})

test('the line without curl fetches by Node alone', () => {
  const [fetching] = attachCommand('node', choice).split(' && ')
  const code = execFileSync('sh', ['-c', `printf '%s' ${fetching!.replace(/^node -e /, '')}`], { encoding: 'utf8' })
  expect(() => new Function(code)).not.toThrow()
  expect(code).toContain("fetch('http://studio:3000/agent.mjs')")
})

test('an address that only this machine understands is told apart', () => {
  for (const url of ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000', 'http://a.localhost']) expect(isLocal(url), url).toBe(true)
  for (const url of ['http://studio:3000', 'https://127.example.com', 'http://192.168.1.5:3000']) expect(isLocal(url), url).toBe(false)
})

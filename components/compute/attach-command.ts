export interface AttachChoice {
  /** The studio, as the agent's machine reaches it. */
  url: string
  token: string
  name: string
  tags: string
  /** Lets steps run programs of the machine. */
  commands: boolean
}

export type Shell = 'curl' | 'node' | 'powershell'

export const shells: { value: Shell; label: string }[] = [
  { value: 'curl', label: 'Linux, macOS' },
  { value: 'node', label: 'Without curl' },
  { value: 'powershell', label: 'PowerShell' },
]

/** The one line that makes a machine an agent. */
export function attachCommand(shell: Shell, { url, token, name, tags, commands }: AttachChoice): string {
  const quote = shell === 'powershell' ? quotePowerShell : quotePosix
  const start = [
    `node atelier-agent.mjs --url ${quote(url)} --join ${token}`,
    ...(name.trim() ? [`--name ${quote(name.trim())}`] : []),
    ...(tags.trim() ? [`--tags ${quote(tags.split(',').map((tag) => tag.trim()).filter(Boolean).join(','))}`] : []),
    ...(commands ? ['--commands'] : []),
  ].join(' ')
  if (shell === 'curl') return `curl -fsS ${quote(`${url}/agent.mjs`)} -o atelier-agent.mjs && ${start}`
  if (shell === 'powershell') return `Invoke-WebRequest ${quote(`${url}/agent.mjs`)} -OutFile atelier-agent.mjs; ${start}`
  const fetching = `fetch('${url}/agent.mjs').then(r=>r.text()).then(t=>require('fs').writeFileSync('atelier-agent.mjs',t))`
  return `node -e "${fetching}" && ${start}`
}

const plain = /^[\w.,:/@=-]+$/
const quotePosix = (text: string) => (plain.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
const quotePowerShell = (text: string) => (plain.test(text) && !text.includes(',') ? text : `'${text.replaceAll("'", "''")}'`)

/** True where other machines cannot reach the studio at this address. */
export function isLocal(url: string): boolean {
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}

/** POSIX shell, quoted so that it stays one word whatever is in it. */
export const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

export interface StartScript {
  nodeId: string
  studioUrl: string
  joinToken: string
  name: string
  tags: string[]
  commands: boolean
  slots: number
  env: Record<string, string>
}

const root = '"$HOME/.atelier-nodes"'

/** Whether the process that a folder's `pid` and `started` name still runs. Sets `p`. */
const alive = `alive() { p=$(cat "$1/pid" 2>/dev/null) || return 1; [ -n "$p" ] && [ "$(ps -o lstart= -p "$p" 2>/dev/null)" = "$(cat "$1/started" 2>/dev/null)" ] && kill -0 "$p" 2>/dev/null; }`

/**
 * Makes a machine a node, once: a second run finds the first one's process. It is sent over standard input, so that the token
 * stands in no list of processes. What the nodes of one machine have in common is linked.
 */
export function startScript({ nodeId, studioUrl, joinToken, name, tags, commands, slots, env }: StartScript): string {
  const fetching = `fetch(process.argv[1]).then(async r=>{if(!r.ok)throw new Error('it answered '+r.status);require('fs').writeFileSync('agent.mjs',await r.text())}).catch(e=>{console.error('unreachable '+(e.cause?.message||e.message));process.exit(5)})`
  return `set -eu
umask 077
${Object.entries(env).map(([key, value]) => `export ${key}=${quote(value)}`).join('\n')}
${alive}
d=${root}/${nodeId}
mkdir -p "$d" ${root}/shared
cd "$d"
if alive "$d"; then echo "running $p"; exit 0; fi
command -v node >/dev/null 2>&1 || { echo "no-node" >&2; exit 3; }
node -e 'const [a,b]=process.versions.node.split(".").map(Number);process.exit(a>20||(a===20&&b>=9)?0:1)' || { echo "old-node $(node --version)" >&2; exit 4; }
for s in environments tools cache files artifacts; do mkdir -p ${root}/shared/$s; [ -e "$d/$s" ] || ln -s ${root}/shared/$s "$d/$s"; done
node -e ${quote(fetching)} ${quote(`${studioUrl}/agent.mjs`)}
if command -v setsid >/dev/null 2>&1; then s=setsid; else s=; fi
nohup $s node agent.mjs --url ${quote(studioUrl)} --join ${quote(joinToken)} --home "$d" --name ${quote(name)} --slots ${slots}${tags.length > 0 ? ` --tags ${quote(tags.join(','))}` : ''}${commands ? ' --commands' : ''} </dev/null >agent.log 2>&1 &
p=$!
echo "$p" >pid
ps -o lstart= -p "$p" >started || true
echo "running $p"
`
}

/** Tells of each node whether it runs, one a line: id, state, and the last line of its log. */
export function listScript(ids: string[]): string {
  return `${alive}
for id in ${ids.map(quote).join(' ')}; do
  d=${root}/$id
  [ -d "$d" ] || continue
  if alive "$d"; then echo "$id running"; else echo "$id ended $(tail -n 1 "$d/agent.log" 2>/dev/null | cut -c 1-300)"; fi
done
`
}

/** Ends a node and removes its folder; also where it has ended already. */
export function stopScript(id: string): string {
  return `${alive}
d=${root}/${id}
[ -d "$d" ] || exit 0
if alive "$d"; then
  kill "$p" 2>/dev/null || true
  i=0
  while alive "$d" && [ $i -lt 50 ]; do sleep 0.2; i=$((i+1)); done
  if alive "$d"; then kill -9 "$p" 2>/dev/null || true; fi
fi
rm -rf "$d"
`
}

export const testScript = `echo "host $(uname -n) $(uname -s)"
echo "node $(node --version 2>/dev/null || echo none)"
echo "cpus $(getconf _NPROCESSORS_ONLN 2>/dev/null || echo ?)"
command -v ps >/dev/null 2>&1 || echo "no-ps"
`

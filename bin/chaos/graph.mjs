// The pipeline that is run: tables in a chain, and commands beside it whose every execution is written down outside.

const script = 'id=$(od -An -N12 -tx1 /dev/urandom | tr -d " \\n"); echo "$CHAOS_STEP $id begin" >> "$CHAOS_LEDGER"; sleep "$CHAOS_SLEEP"; echo "$CHAOS_STEP $id end" >> "$CHAOS_LEDGER"; printf %s "$id" > "$1"'

/**
 * Every fifth step is a command. It reads the table before it and the file of the command before it.
 * @param {{ name: string, steps: number, ledger: string, sleepSeconds: (at: number) => number }} of
 */
export function graphOf({ name, steps, ledger, sleepSeconds }) {
  const nodes = [{ id: 's0', component: 'data.enter@1', params: { table: { columns: [{ name: 'a', type: 'integer' }, { name: 'b', type: 'text' }], rows: [['1', name], ['2', name]] } } }]
  const edges = []
  let [table, command] = ['s0', undefined]
  for (let at = 1; at < steps; at++) {
    const id = `s${at}`
    if (at % 5 === 4) {
      const env = Object.entries({ CHAOS_STEP: `${name}/${id}`, CHAOS_LEDGER: ledger, CHAOS_SLEEP: String(sleepSeconds(at)) }).map(([key, value]) => ({ name: key, value }))
      nodes.push({ id, component: 'script.command@1', params: { program: 'sh', args: ['-c', script, 'chaos', '{file}'].map((value) => ({ value })), result: 'none', file: 'execution.txt', env, reuse: false } })
      edges.push({ from: { node: table, port: 'table' }, to: { node: id, port: 'in1' } })
      if (command) edges.push({ from: { node: command, port: 'file' }, to: { node: id, port: 'in2' } })
      command = id
    } else {
      nodes.push({ id, component: 'transform.select-columns@1', params: { columns: ['a', 'b'] } })
      edges.push({ from: { node: table, port: 'table' }, to: { node: id, port: 'table' } })
      table = id
    }
  }
  return { nodes, edges }
}

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findComponent } from '@/lib/catalog'
import { bodyPorts, listedValues } from '@/lib/catalog/control/each-body'
import { ForEachParams, settingsFor } from '@/lib/catalog/control/for-each'
import type { Column } from '@/lib/catalog/types'
import { DuckEngine } from '@/lib/duckdb/engine'
import { step } from '@/lib/duckdb/ops/step'
import type { StepOutput, StepResult } from '@/lib/duckdb/ops/types'
import { Session } from '@/lib/duckdb/session'
import { analyze, type Analysis } from '@/lib/graph/analyze'
import { Graph } from '@/lib/graph/schema'

export interface Table {
  columns: Column[]
  rows: unknown[][]
  digest: string
}

/** Runs table components in a real DuckDB, through the operation that an agent uses. */
export class Workbench {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'atelier-catalog-'))
  readonly artifactRoot = path.join(this.folder, 'artifacts')
  private readonly session = new Session(path.join(this.folder, 'session'))
  private runs = 0

  /** One step; `inputs` are outputs of earlier ones. */
  async run(component: string, params: Record<string, unknown>, inputs: Record<string, StepOutput> = {}): Promise<StepResult & { log: string[] }> {
    const outDir = path.join(this.folder, `out-${this.runs++}`)
    mkdirSync(outDir, { recursive: true })
    const log: string[] = []
    try {
      const result = await step(
        {
          component,
          params,
          inputs,
          outputs: findComponent(component)!.outputs.map(({ name, type, sometimes }) => ({ port: name, type, sometimes })),
          outDir,
          artifactRoot: this.artifactRoot,
        },
        { session: this.session, memoryMb: 512, log: (line) => log.push(line) },
      )
      return { ...result, log }
    } finally {
      await this.session.clear(true)
    }
  }

  /** The rows that a query gives, as a table at a port. */
  async table(query: string): Promise<StepOutput> {
    const connection = await this.session.connect(512)
    const file = path.join(this.folder, `table-${this.runs++}.parquet`)
    try {
      await connection.run(`copy (${query}) to '${file}' (format parquet)`)
    } finally {
      connection.closeSync()
    }
    return { path: file, digest: '', size: 0, type: 'table', meta: {} }
  }

  /** A table output's rows in file order. */
  async read(output: StepOutput): Promise<Table> {
    const connection = await this.session.connect(512)
    try {
      const engine = new DuckEngine(connection)
      const relation = `read_parquet('${output.path}')`
      const columns = await engine.columns(`select * from ${relation}`)
      return { columns, rows: (await engine.table(`select * from ${relation}`)).rows, digest: output.digest }
    } finally {
      connection.closeSync()
    }
  }

  json(output: StepOutput): unknown {
    return JSON.parse(readFileSync(output.path, 'utf8'))
  }

  /** A whole graph of table components, checked first as the studio does. Results by node. */
  async graph(json: unknown): Promise<{ analysis: Analysis; results: Record<string, StepResult & { log: string[] }> }> {
    const graph = Graph.parse(json)
    const analysis = analyze(graph, { asset: () => undefined })
    const results: Record<string, StepResult & { log: string[] }> = {}
    for (const id of analysis.order) {
      const node = graph.nodes.find((other) => other.id === id)!
      const wires = graph.edges.filter((edge) => edge.to.node === id)
      // As in a run: a branch that was not taken brings nothing, and what needs it is skipped.
      const came = wires.flatMap(({ from, to }) => (results[from.node]?.outputs[from.port] ? [[to.port, results[from.node]!.outputs[from.port]!] as const] : []))
      const needs = findComponent(node.component)!.inputs.filter((port) => !port.optional).map((port) => port.name)
      const inputs = Object.fromEntries(came)
      if (needs.some((port) => !inputs[port]) || (wires.length > 0 && came.length === 0)) continue
      results[id] = node.component === 'control.for-each@1' ? await this.forEach(node.params, inputs.table!) : await this.run(node.component, node.params, inputs)
    }
    return { analysis, results }
  }

  /** A For each as a run does it: its passes one after the other, and then all together. */
  private async forEach(given: Record<string, unknown>, table: StepOutput): Promise<StepResult & { log: string[] }> {
    const ref = 'control.for-each@1'
    const params = ForEachParams.parse(given)
    const body = findComponent(params.component)!
    const { input, output } = bodyPorts(body)!
    const groups = params.over === 'groups' ? ((await this.run(ref, { ...params, '@part': 'values' }, { table })).outputs.table!.meta.values as (string | null)[]) : listedValues(params.values)
    const items: { port: string; value: string | null; metrics: Record<string, number> }[] = []
    const inputs: Record<string, StepOutput> = {}
    for (const [at, value] of groups.entries()) {
      const rows = params.over === 'groups' ? (await this.run(ref, { ...params, '@part': 'rows', '@value': value }, { table })).outputs.table! : table
      const pass = await this.run(params.component, settingsFor(params, body, value ?? undefined), { [input.name]: rows })
      items.push({ port: `item${at + 1}`, value, metrics: pass.metrics })
      inputs[`item${at + 1}`] = pass.outputs[output.name]!
    }
    return this.run(ref, { ...params, '@part': 'collect', '@items': items }, inputs)
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

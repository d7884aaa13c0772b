export interface ExampleNode {
  id: string
  component: string
  params: Record<string, unknown>
}

/**
 * A pipeline as a fenced block for a component's docs; the docs page offers it for copying and the tests run it.
 * @param wires each `node.port > node.port`
 */
export function example(nodes: ExampleNode[], wires: string[]): string {
  const lines = nodes.map((node) => `    ${JSON.stringify(node)}`)
  const edges = wires.map((wire) => {
    const [from, to] = wire.split(' > ').map(endpoint) as [object, object]
    return `    ${JSON.stringify({ from, to })}`
  })
  return ['```json pipeline', '{', '  "nodes": [', lines.join(',\n'), '  ],', '  "edges": [', edges.join(',\n'), '  ]', '}', '```'].join('\n')
}

function endpoint(text: string): { node: string; port: string } {
  const [node, port] = text.split('.') as [string, string]
  return { node, port }
}

/** A small table of penguins that the examples share. */
export const examplePenguins: ExampleNode = {
  id: 'penguins',
  component: 'data.enter@1',
  params: {
    table: {
      columns: [
        { name: 'species', type: 'text' },
        { name: 'island', type: 'text' },
        { name: 'body_mass_g', type: 'integer' },
        { name: 'bill_length_mm', type: 'number' },
      ],
      rows: [
        ['Adelie', 'Torgersen', '3750', '39.1'],
        ['Adelie', 'Biscoe', '3250', null],
        ['Gentoo', 'Biscoe', '4500', '46.1'],
        ['Gentoo', 'Biscoe', null, '50.0'],
        ['Chinstrap', 'Dream', '3800', '46.5'],
        ['Chinstrap', 'Dream', '3500', '52.0'],
      ],
    },
  },
}

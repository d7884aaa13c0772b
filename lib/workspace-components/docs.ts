import type { Catalogue } from '@/lib/catalog/catalogue'
import type { Component } from '@/lib/catalog/types'
import { titleOf } from '@/lib/graph/wiring'
import type { Declaration, PythonComponent, SubPipeline } from './schema'

/** Text of people that must not be read as Markdown or HTML. */
function plain(text: string): string {
  return text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!).replace(/[\\`*_[\]#|]/g, '\\$&')
}

/** The docs page of a workspace's own component in Markdown, made from its declaration. */
export function docsOf(component: Component, declaration: Declaration, source: string, catalogue: Catalogue): string {
  const body = declaration.kind === 'python' ? pythonDocs(declaration, source) : insideDocs(declaration, catalogue)
  const node = JSON.stringify({ id: 'step', component: `${component.id}@${component.version}`, params: {} })
  return `${body}\n\nIn a pipeline's JSON a step of it is:\n\n\`\`\`json\n${node}\n\`\`\`\n`
}

function pythonDocs(declaration: PythonComponent, source: string): string {
  const names = [...declaration.inputs, ...declaration.params].map((each) => each.name)
  const fence = source.includes('```') ? '````' : '```'
  return [
    `A function that somebody of this workspace wrote in Python. It is called as \`run(${names.join(', ')})\`, with tables as pandas data frames and files as paths.`,
    declaration.outputs.some((output) => output.like) ? '' : 'Its columns are known after it has run once; until then the steps after it cannot list them.',
    `${fence}python\n${source.trimEnd()}\n${fence}`,
  ].filter(Boolean).join('\n\n')
}

function insideDocs(inside: SubPipeline, catalogue: Catalogue): string {
  const steps = inside.graph.nodes.map((node) => {
    const component = catalogue.find(node.component)
    const shown = inside.params.filter((param) => param.node === node.id).map((param) => plain(param.label || param.param))
    return `- **${plain(titleOf(node, catalogue))}**${component ? ` (*${plain(component.name)}*)` : ''}${shown.length > 0 ? `: ${shown.join(', ')} can be set` : ''}`
  })
  return `Several steps that are used as one. A run has each of them as a step of its own, so that what is equal is reused.\n\n${steps.join('\n')}`
}

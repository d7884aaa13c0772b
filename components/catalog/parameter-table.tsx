import { Fragment } from 'react'
import type { Parameter } from '@/lib/catalog/parameters'

/** Parameters with their JSON names, what they take and their defaults; entries of a list are indented below it. */
export function ParameterTable({ parameters }: { parameters: Parameter[] }) {
  return (
    <div className="overflow-x-auto rounded-md border border-line bg-surface" tabIndex={0} role="region" aria-label="Table of parameters">
      <table className="w-full min-w-[560px] border-separate border-spacing-0 text-left">
        <thead>
          <tr className="text-sm text-muted">
            {['Parameter', 'JSON', 'Takes', 'Default'].map((title) => (
              <th key={title} scope="col" className="h-8 border-b border-line px-3 font-medium">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>td]:border-b-0">
          <Rows parameters={parameters} depth={0} />
        </tbody>
      </table>
    </div>
  )
}

const cell = 'border-b border-line px-3 py-1.5 align-top'

function Rows({ parameters, depth }: { parameters: Parameter[]; depth: number }) {
  return parameters.map((parameter) => (
    <Fragment key={parameter.name}>
      <tr>
        <td className={cell} style={{ paddingLeft: 12 + depth * 20 }}>
          <span className="font-medium">{parameter.label}</span>
          {parameter.help && <p className="max-w-[44ch] text-sm text-muted">{parameter.help}</p>}
        </td>
        <td className={`${cell} font-mono text-sm`}>{parameter.name}</td>
        <td className={cell}>{parameter.choices.length > 0 ? <Choices choices={parameter.choices} /> : parameter.takes}</td>
        <td className={`${cell} max-w-60 font-mono text-sm break-words`}>{parameter.initial ?? <span className="font-sans text-faint">required</span>}</td>
      </tr>
      {parameter.entries.length > 0 && <Rows parameters={parameter.entries} depth={depth + 1} />}
    </Fragment>
  ))
}

function Choices({ choices }: { choices: Parameter['choices'] }) {
  return (
    <ul className="flex flex-col gap-0.5">
      {choices.map(({ value, label, help }) => (
        <li key={value}>
          <code className="font-mono text-sm">{value}</code>
          <span className="text-muted"> {label}{help ? `. ${help}` : ''}</span>
        </li>
      ))}
    </ul>
  )
}

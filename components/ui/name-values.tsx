import { Table, Td, Th, Tr } from './table'

/** Names with their values, such as parameters; `className` gives the height from which it scrolls. */
export function NameValues({ label, pairs, className }: { label: string; pairs: readonly { key: string; value: string }[]; className: string }) {
  return (
    <Table aria-label={label} className={className}>
      <thead>
        <tr>
          <Th>Name</Th>
          <Th>Value</Th>
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ key, value }) => (
          <Tr key={key}>
            <Td className="max-sm:max-w-40" title={key}>{key}</Td>
            <Td className="max-sm:max-w-44" title={value}>{value}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

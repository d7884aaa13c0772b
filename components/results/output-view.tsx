'use client'

import { FileResult } from './file-result'
import { results, type ResultProps } from './registry'

/** What came out of a port, in the way that fits its type. */
export function OutputView(props: ResultProps) {
  const View = results[props.output.type] ?? FileResult
  // Another artifact starts afresh: no sort, filter or hidden series of the last one stays.
  return <View key={props.output.digest} {...props} />
}

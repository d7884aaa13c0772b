'use client'

import Link from 'next/link'
import { useState, type ComponentProps } from 'react'

/**
 * A link that fetches its page ahead once the pointer or the focus is on it. A page with many links would otherwise ask for all of them
 * as it opens, before what it is opened for.
 */
export function HoverLink({ onPointerEnter, onFocus, ...props }: ComponentProps<typeof Link>) {
  const [near, setNear] = useState(false)
  return (
    <Link
      {...props}
      prefetch={near ? null : false}
      onPointerEnter={(event) => {
        setNear(true)
        onPointerEnter?.(event)
      }}
      onFocus={(event) => {
        setNear(true)
        onFocus?.(event)
      }}
    />
  )
}

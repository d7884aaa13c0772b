import { notFound } from 'next/navigation'

/** An address below the workspace that no page has: the 404 with the shell around it. */
export default function UnknownPage() {
  notFound()
}

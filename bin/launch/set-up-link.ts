import { connect } from '@/db/client'
import { createSetupLink } from '@/lib/identity/setup-link'

/** The one-time link with which the first owner sets the studio up; null once there is one. */
export async function setUpLink(url: string, baseUrl: string): Promise<{ url: string; expiresInHours: number } | null> {
  const { db, close } = connect(url, { max: 1 })
  try {
    return await createSetupLink(db, { baseUrl })
  } finally {
    await close()
  }
}

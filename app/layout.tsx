import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import { Providers } from './providers'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Atelier', template: '%s · Atelier' },
  description: 'A self-hosted, no-code machine-learning studio',
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const theme = (await cookies()).get('atelier-theme')?.value
  return (
    <html lang="en" data-theme={theme === 'light' || theme === 'dark' ? theme : undefined}>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  )
}

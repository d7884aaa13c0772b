/** The owner whom the set-up test makes, and in whose session all other tests work. */
export const owner = {
  name: 'Olive Owner',
  email: process.env.ATELIER_TEST_EMAIL ?? 'olive@example.com',
  password: process.env.ATELIER_TEST_PASSWORD ?? 'a long and quiet pass phrase',
  workspace: 'sample',
}

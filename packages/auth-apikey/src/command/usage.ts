export const usage = `Usage: toolgate-auth-apikey <command> [options]

  mint --id ada [--permissions data.read,reports.*] [--roles editor] [--tenant acme]
       [--expires 90d] [--prefix tg_test_] [--rotate 7d]
                     prints a new key, once, and what a server keeps of it
  list               prints the keys of a store, without secrets
  revoke --id ada    removes all keys of an id
  revoke --digest 3f2a91c0
                     removes the one key whose digest begins like this

  --store keys.json  the file of fileKeyStore
  --redis URL        the server of redisKeyStore; --redis-prefix where it has one
  --rotate 7d        keys that the id has already end after this time

Without --store or --redis, mint prints an entry for the option keys of apiKey.
`;

/** The command line is wrong. */
export class UsageError extends Error {}

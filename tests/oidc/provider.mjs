// A certified OpenID Connect provider for the tests, on a free port that it prints.
//
// A POST to /accounts says what is known of somebody, as "subject|address|yes or no|name|group,group";
// they sign in with their subject and any password. One to /another answers with the address of a
// provider of one's own, whose POST to /rotate takes a new signing key into use.

import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const accounts = new Map();

function addAccount(line) {
  const [sub, email, verified, name, groups] = line.split('|');
  const claims = { sub, email, email_verified: verified === 'yes', name };
  accounts.set(sub, { ...claims, groups: groups.split(',').filter(Boolean) });
}

function withNewKey(keys) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = `key-${keys.length + 1}`;
  return [{ ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }, ...keys];
}

function provider(issuer, keys) {
  return new Provider(issuer, {
    clients: [{
      client_id: 'scorecard',
      client_secret: 'a secret of the tests alone',
      // Native, so that the service may listen on any port of this machine.
      application_type: 'native',
      redirect_uris: ['http://127.0.0.1/sign-in/sso/callback'],
    }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    cookies: { keys: ['a key of the tests alone'] },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => accounts.get(sub) }),
    jwks: { keys },
    pkce: { required: () => true },
  }).callback();
}

async function start() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  let keys = withNewKey([]);
  let answer = provider(issuer, keys);
  const told = {
    '/accounts': async (request) => addAccount(Buffer.concat(await request.toArray()).toString()),
    '/another': start,
    '/rotate': () => {
      keys = withNewKey(keys);
      answer = provider(issuer, keys);
    },
  };
  server.on('request', async (request, response) => {
    const deed = request.method === 'POST' ? told[request.url] : undefined;
    if (deed) {
      response.end((await deed(request)) ?? 'done');
    } else {
      answer(request, response);
    }
  });
  return issuer;
}

console.log(`listening on ${await start()}`);

/** What the realm says about itself, asked for once; nothing of a log-in goes unprotected to another machine. */
import * as oidc from 'openid-client';
import { insecureIssuer } from './login-errors.ts';
import { isLoopback } from './settings.ts';

export interface IssuerQuestion {
  readonly issuer: string;
  readonly clientId: string;
  readonly authentication: oidc.ClientAuth;
  readonly fetch: oidc.CustomFetch;
}

/** Throws SyncError `login.issuer-insecure` (kind configuration) and whatever the library throws. */
export async function discoverIssuer(question: IssuerQuestion): Promise<oidc.Configuration> {
  const address = new URL(question.issuer);
  const insecure = address.protocol === 'http:';
  if (insecure && !isLoopback(address)) throw insecureIssuer();
  const configuration = await oidc.discovery(address, question.clientId, undefined, question.authentication, {
    [oidc.customFetch]: question.fetch,
    execute: [oidc.enableNonRepudiationChecks, ...(insecure ? [oidc.allowInsecureRequests] : [])],
  });
  const metadata = configuration.serverMetadata();
  const endpoints = [
    metadata.device_authorization_endpoint,
    metadata.authorization_endpoint,
    metadata.token_endpoint,
    metadata.end_session_endpoint,
    metadata.jwks_uri,
  ];
  for (const each of endpoints)
    if (each?.startsWith('http:') && !isLoopback(new URL(each))) throw insecureIssuer();
  return configuration;
}

/** Herald with the tokens of identity providers, by the settings that {@code docs/identity-providers.md} gives for each. */
package org.herald.it.provider;

/** Which keys this system's people press. */
export const isMac = /mac/i.test(navigator.platform);

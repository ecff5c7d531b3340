// Imported first, because several peers read NODE_ENV while they load.
process.env.NODE_ENV ??= 'production';

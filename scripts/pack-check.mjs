console.log('pack');

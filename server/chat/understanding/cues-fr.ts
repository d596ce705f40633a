import type { Cues } from './cues.ts';

export const fr: Cues = {
  common: `janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche ete hiver
ni le la les un une des du de d l et ou mais ou est sont etait suis es sommes etes ai as a avons avez ont avais je j tu il elle on nous vous ils elles me m te t se s lui leur mon ma
mes ton ta tes son sa ses notre nos votre vos ce c cet cette ces ca cela celle celui celles ceux ci qui que qu quoi dont quel quelle quels quelles comment combien quand pourquoi ne n pas plus
moins sans avec pour par dans en sur sous chez vers entre tres trop peu beaucoup aussi encore deja bien mal merci oui non si salut bonjour bonsoir svp plait voudrais veux veut voulez peux peut
pouvez pourrais faire fait faites avoir etre voir vois voyez cherche cherchez besoin aime aimes aimerais adore prends prendre montre montrez montrer donne donnez dis dites dire aller va vas vais
vont quelque quelqu chose autre autres meme memes tout tous toute toutes rien aucun aucune jamais toujours plutot environ jusqu maximum minimum premier premiere deuxieme second seconde
troisieme dernier derniere prix euros jour jours semaine mois an ans temps fois  gens truc trucs juste genre bon bonne mauvais nouveau nouvelle petit grand beau belle jolie joli moi toi eux
soit sera serait aurait faut faudrait y au aux lunettes monture visage nez yeux oeil tete commande colis livraison magasin quelqu parler personne vrai vraie ok d'accord ouais bof quoi alors donc
car comme parce apres avant maintenant aujourd hui demain hier ici depuis pendant taille marche aide aidez peu importe vite loin pres bref puis ensuite surtout cher chere chers cheres sinon est-ce`,
  trade: `lunettes lunette monture montures verres verre soleil noir noire noires noirs blanc blanche rouge rouges bleu bleue bleues vert verte vertes brun brune marron gris grise dore doree argent ronde rondes
rond carre carree carrees ovale metal plastique bois titane acetate ecaille femme femmes homme hommes enfant enfants couleur couleurs forme formes marque marques budget legere legeres leger`,
  intents: {
    greet: {
      sure: '^ bonjour/bonsoir/salut/coucou/hello/hey/yo/rebonjour/slt/bjr ?tout ?a/vous/madame/monsieur/le/monde ?tous/toutes $ | bonne journee a/bonjour tous | ^ bonjour a/tout | ^ allo $ | ^ hi $',
      likely: '^ bonjour/bonsoir/salut/coucou/hello/bjr/slt/hey',
    },
    find_frames: {
      sure: `cherche/recherche/cherchons/cherchais … lunettes/lunette/monture/montures/paire/solaires/quelque/modele/truc | voudrais/veux/aimerais/voudrai/veut … lunettes/monture/montures/paire/solaires | besoin d … lunettes/paire/monture | besoin de … lunettes/montures |
        montre/montrez/montrer/proposez/propose … lunettes/montures/paires/modeles/solaires | nouvelles lunettes | nouvelle paire/monture | paire de lunettes`,
      likely: `cherche/recherche/cherchons/cherchais | voudrais/veux/aimerais | montre/montrez/fais/faites ?moi ?voir ?moi | vous avez/auriez/vendez/faites/proposez/auriez | avez/auriez/vendez/proposez vous | tu as/aurais/proposes | t as/aurais | as tu | est ce que vous/tu avez/as | il y a | y a t il | y a pas | quelque chose | qqch/qqchose/qqc | un truc | trouve/trouver/trouvez ?moi | propose/proposez moi | il me faut/faudrait | besoin d/de | plutot | dans le genre | dans le style | j ai envie | je prefere | je prefererais | qu est ce que vous/tu avez/as | budget | mettre/depenser | c est pour | ce serait pour | des/une/un/les lunettes/monture/montures/paire | aidez/aide moi a choisir/trouver | de preference | celles qui | offrir`,
      hint: 'lunettes | monture/montures | solaires | paire | modele/modeles | budget',
    },
    product_details: {
      sure: `autres/plus photos/images | d autres photos | plus de photos | plus d infos/info/informations/details/renseignements | d infos/infos/details/informations/renseignements sur | en savoir plus | dis/dites/parle/parlez/raconte moi ?en ?plus ?sur/de/d/en | dis/dites en plus/davantage | details ?sur/de/du | caracteristiques | description | decri* | en quoi est/sont ?elle/ce/fait* | quelle/quel/quelles matiere/materiau/matieres | de quelle matiere | fait*/fabrique* en quoi | c est ?fait en quoi | quoi est/sont fait* |
        combien … pese* | pese/pesent/pesait combien | quel poids | pese combien/t | quel est le poids | dimensions | fiche technique | montre/montrez ?moi ?mieux la/le/celle/l | voir la/le/celle/l ?de ?plus ?pres | de plus pres | a quoi ressemble | mesures de | elle/elles est/sont en ?quoi | parlez moi | parle moi | qui fabrique | me montrer la/le/celle | la/le … en detail | m en dire plus`,
      likely: 'infos | details | matiere | poids | materiau | davantage | informations | ^ et la/le',
      hint: 'voir | pese | largeur',
    },
    fit_question: {
      sure: `m ira/irait/va/vont/iraient/iront ?elle ?bien | me va/vont/vas/irait/ira/iront/iraient/conviendr*/convien* | a ma taille | ma taille | bonne taille | quelle taille … moi/prendre/choisir | trop grand*/petit*/large*/etroit*/serre* pour moi/mon/ma | est/sont/sera/serait elle/elles/ce/la/le … trop grand*/petit*/large*/etroit*/serre*/juste* | adapte*/conviennent/convient a/pour ma/mon/moi |
        tient/tiennent/tiendr* … bien/nez/place | glisse* | serre/serrent | guide des tailles | taille correspond | rentre/rentrent | a la bonne taille | elle/elles taille* | confortable* pour | c est ma taille | pour ma tete/mon nez | correspond* a ma | seront/sera confortable*`,
      likely: 'ma taille | m aller | taille | assez grand*/large* | va bien | convient | confortable*',
      hint: 'trop petit* | largeur',
    },
    face_shape_advice: {
      sure: `pour un/mon/une visage/tete/face/figure ?rond/ovale/carre/long/allonge/coeur/triangulaire/rectangulaire | quelle/quelles/quel/quels … pour ?un/mon ?visage | quelle/quelles/quel/quels … me vont/va/irait/iraient/iront/correspond*/convien*/conviendr* | qu est ce qui me/m va/irait/vont | ?qu est ce qui va ?bien ?le ?mieux ?avec/a/aux/au ?un/mon visage* | me conseill* … visage | visage rond/ovale/carre/long/allonge/triangulaire/rectangulaire/anguleux/losange |
        visage en forme/coeur/losange/triangle | forme de mon visage | j ai le/un visage ?assez/plutot/tres rond/ovale/carre/long/allonge/en/triangulaire | machoire carree/marquee | mon visage est | met en valeur | flatte* | vous me conseill* … quoi | tu me conseill* … quoi | que me conseill* | quoi comme lunettes pour | qui va avec mon/un visage | va/vont/irait/iraient le mieux | iraient/irait/vont bien a | adaptees/adapte a ma/mon/un visage/morphologie/forme | morphologie | selon mon/la visage/forme | correspond* a mon visage | menton/machoire`,
      likely: 'mon visage | visage | conseill* | recommand* | me va | me vont | forme du visage',
      hint: 'visage | conseil/conseils',
    },
    measure_face: {
      sure: `mesure*/scan*/analyse* … visage/tete/moi | me mesurer/scanner/analyser | prendre … photo/selfie/mesures | faire … photo/selfie/analyse/scan | forme de visage j ai | ma forme de visage | ?c est quoi ?quelle ?est ma taille | quelle forme de visage/a | quelle est la forme de mon | forme a mon visage | analyse* du/de visage/mon/facial* | ecart pupillaire | distance pupillaire | selfie | camera | webcam | quelle taille de lunettes/monture | quelle taille … il me faut/faudrait | connaitre/savoir/trouver ma taille | connaitre/savoir/determiner/trouver/identifier … forme | comment savoir … taille/forme/visage | scanne* | envoyer … photo | telecharger … photo | essayage virtuel | lancer/commencer … analyse/mesure/scan`,
      likely: 'mesurer | mesure/mesures/mesurez | scan* | photo | analyse*',
      hint: 'forme | image',
    },
    compare: {
      sure: `compar* | difference/differences | laquelle/lequel/lesquelles ?des/est/de … mieux/deux/meilleur*/plus/moins/choisir/prendre/entre | qu est ce qui … differen* | en quoi … differ* | cote a cote | versus | vs | mieux … ou | la meilleure … ou | plutot la … ou la | differe/different | entre la/le … et la/le … laquelle | ou la … laquelle`,
      likely: 'laquelle | mieux que | les deux | ou la/le | ou plutot la/le',
      hint: 'mieux | meilleure',
    },
    price: {
      sure: `combien ?ca/elle/elles/est/sont/vaut/ce coute* | coute/coutent/couterait/couteraient combien | combien ?vaut/vaux/font/fait ?ca/elle/la/le/les/pour | quel/quels ?est ?le prix | le prix de/du/d/des/pour/est | ^ prix ?de/du/d | c est combien | c est quoi le prix | a combien | combien pour | combien $ | coute la/le/cette/ce/celle | ca fait combien | tarif/tarifs ?de/du | en promo/solde/soldes | prix $ | fourchette de prix | quel tarif | elle est a combien | coutent`,
      likely: 'combien | coute | prix | promo | tarif',
      hint: 'cher | euros',
    },
    availability: {
      sure: `en stock | disponible* | dispo | dispos | rupture | epuise* | il en/vous reste | reste t il | existe/existent t ?elle ?en/aussi | existe/existent ?aussi en | encore ?dispo*/en/la/le | vous l avez/auriez ?en/encore | vous la/le/les avez/auriez ?en/encore | l avez vous | la/les/le avez vous | en quelle*/quels couleur*/taille*/coloris | quelles couleurs | quels coloris | il/elle y a/en ?en quelle* | de retour en stock | tu l as | tu la/le/les as ?en | reapprovisionn* | se fait/font elle/en/aussi/il | il y a la/le … en | existe/existent en | la meme en | aussi en`,
      likely: 'stock | encore | coloris | existe* | reste',
      hint: 'aussi',
    },
    store_question: {
      sure: `quelles ?sont ?vos marques | que veut dire | c est quoi l/le/la/du/des acetate/titane/verres/polaris* | ca veut dire quoi | hypoallergenique* | qu est ce que l/le/la acetate/titane | livraison* | livrez/livre/livrer ?vous en/a/au/aux/dans/sur/la | frais de port/livraison/retour | delai* | politique de/d retour*/remboursement/echange/confidentialite | retour/retours | retourner | renvoyer | rendre les/la/mes/des | rembourse*/remboursement | echanger/echange/echanges | garantie* | horaire* | ouvert*/ouvrez/fermez/ferme | ou etes/se/est/etes vous/situe*/trouve | votre adresse | adresse ?du magasin | boutique* | magasin a/en/physique | un magasin | paiement* | payer | carte bancaire/bleue/cadeau/bancaires/vitale/fidelite | paypal | klarna | plusieurs fois | en 3/trois/4/quatre fois | mutuelle | securite sociale | assurance | ordonnance ?acceptee/envoyer/comment | a ma vue | verres correcteurs | verres de vue | nettoy* | entretenir | entretien | laver | antireflet* | anti reflet*/rayure*/lumiere | traitement* | reparation* | reparer | ajust* | code promo/reduction | reduction etudiant* | donnees | mes photos | que faites vous de/avec | lentilles | verres inclus/compris/progressifs ?combien/compris | changer les verres | prix des verres | examen de vue | essayer … maison/domicile/chez | essai a domicile | etui | fabrique*/fabriquees ou | ou sont fabriqu* | quelles marques | c est quoi les verres/des | que veut dire polaris* | a quoi serv* | uv | emballage cadeau | expedi* ?en/a/vous | combien de temps | faites vous … verres | vous faites … verres | vous prenez/acceptez ?la/les/le/l | prenez/acceptez vous ?la/les/le/l | tiers payant | renouvel* | newsletter | montez … verres | est ce que je peux … rendre/renvoyer/retourner/echanger | satisfait ou`,
      likely:
        'livre/livrez | retour | echange | payer | verres | nettoyer | garantie | magasin | horaires | adresse | reduction | gratuit* | frais | etui',
      hint: 'jours | marques',
    },
    order_status: {
      sure: `ma/mon/mes commande/colis/paquet/livraison | commande 5/numero/n/passee/annul* | numero de commande/suivi/colis | suivi ?de ?ma/colis/commande | suivre ma/mon | ou est/en/sont ?ma/mon/mes/est ?commande/colis/lunettes/ma/mon | quand … arriv*/recev*/livre* | toujours rien/pas recu/arrive*/recu | pas encore recu/arrive*/livre* | rien recu | annuler ?ma/une/la | modifier ma | changer … adresse de livraison | j ai commande | jai commande | commande le/hier/il/lundi/mardi/la | expedie*/envoye* ma/mon | a ete expedie* | statut de | je n ai pas/toujours ?pas recu | jamais recu | numero suivi | en est ma`,
      likely: 'commande | colis | suivi | recu | paquet',
      hint: 'arrive | attends',
    },
    like: {
      sure: `j adore/aime/kiffe ?bien/beaucoup/trop/vraiment ?la/le/les/celle/celui/cette/ces/ce/ca/celles | me plait/plaisent/plai ?bien/beaucoup | est/sont ?vraiment/trop/tres/super/si/tellement jolie*/belle*/magnifique*/canon/superbe*/sympa*/top/chouette*/sublime*/genial*/mignon*/beau | coup de coeur | favori* | preferee/prefere/preferees | garde/garder/gardez/enregistre*/sauvegard* ?moi la/le/celle/les/cette/ca | met*/mettre ?la/le ?de cote/dans/en ?mes favoris | liste d envies | trop/super/tres belle*/jolie*/beau/chouette* | j aime | j adore | magnifique* | superbe* | canon | genial* | elle/elles est/sont top | ravissante* | je suis fan | la classe | splendide* | sublime* | tres joli*`,
      likely: 'jolie/jolies/joli/belle/belles | plait | aime bien | adore | sympa',
      hint: 'aime | top',
    },
    add_to_cart: {
      sure: `panier | je la/le/les/l prends/achete/veux/commande/prend/acheterai/prendrai | je prends/prend/achete/commande/prendrai/vais prendre/acheter/commander | je vais la/le/les prendre/acheter/commander | je voudrais/veux/aimerais la/le/les/l ?acheter/commander/prendre | acheter la/le/cette/celle/ca/les/l | achete la/le/cette/celle | ajoute*/mets/mettez/met … panier | passer ?la commande/caisse/en | commander la/le/cette/celle/les | valider | ajoute*/mets/mettez la/le/celle/moi | je voudrais/veux acheter/commander | c est bon je/la | payer maintenant | on la prend | je craque | vendu`,
      likely: 'acheter | achete | prends | caisse | ajoute*',
      hint: 'commander',
    },
    remove_from_cart: {
      sure: `enleve*/retire*/supprime*/sors/sortez/ote* … panier | enleve*/retire*/supprime* la/le/les/l $ | vide*/vider … panier | hors du panier | annule* ca/cela/l ?ajout`,
    },
    handover: {
      sure: `parler/discuter/echanger/parle … quelqu/conseiller*/humain*/personne/opticien*/agent/vrai*/service/responsable/operateur/vendeur* | un/une vrai/vraie/reel/reelle personne/humain/conseiller* | conseiller*/conseillere | service client* | humain* | vous/te appeler | appelez/appeler/rappeler/rappelez/rappelle ?moi | numero de telephone | un numero | telephone | par telephone | joindre | contacter | contact | votre email/mail | adresse mail/email | mettez/mettre/passez/passer/transfer* ?moi ?moi ?en ?a ?avec ?un/une ?relation/contact/conseiller/quelqu/responsable | quelqu un … rappel*/appel*/aide*/parler | ^ humain $ | un responsable | une personne | sav`,
      likely: 'quelqu un | opticien | agent | joindre | operateur | vendeur',
      hint: 'mail | appel',
    },
    medical: {
      sure: `mal aux/a yeux/tete/l | mal de/des tete/yeux | maux de tete | yeux/oeil … brulent/brule/piquent/pique/grattent/gratte/rouges/rouge/secs/sec/pleurent/pleure/larmoi*/fatigues/gonfl*/mal/irrit* | migraine* | vois/voit/voir double/flou/trouble/mal/moins/plus/des | vision double/floue/trouble/basse | flou/floue/floues | baisse de vue/vision | ma vue | astigmat* | cataracte | glaucome | macula* | dmla | retine | diabet* | conjonctivite | myop* | presbyt* | hypermetrop* | dioptrie* | quelle correction | correction plus forte | besoin de lunettes $ | vertige* | nausee* | corps flottants | mouches volantes | taches ?noires | eclairs | flashs/flashes | strabisme | louche  | nickel | ophtalmo* | ophtalmolog* | ordonnance … veut/signifie/comprend*/lire/dire | lire/comprendre/interpreter mon ordonnance | que signifi* … ordonnance/sph/cyl | sph | cyl | operation des yeux | lasik | tension oculaire | sensibl* a la lumiere | dangereux pour les yeux | abime* … yeux/vue | yeux secs/rouges/fatigues | mauvais pour les yeux | douleur*`,
      likely: 'allergi* | douleur | yeux | ordonnance | vision | medecin | vue qui | symptome*',
      hint: 'oeil | vue',
    },
    yes: {
      sure: `^ oui/ouais/ouep/yes/ok/okay/d'accord/dac/volontiers/parfait/super/evidemment/carrement/absolument/exactement/exact/certainement/bien/si ?oui/svp/merci/sur/stp/volontiers/bien/parfait/avec/s ?sur/plaisir/il/te $ | ^ oui/ouais/ok bien/svp/merci/s/volontiers/pourquoi/je/j/vas/allez/allons/c/avec/pas/parfait/d/on/stp/super/pour/tout | ^ d accord | ^ vas y | ^ allez y | ^ allons y | ^ pourquoi pas | ^ bien sur | ^ avec plaisir | ^ je veux bien | ^ ca marche | ^ ca me va $ | ^ c est bon ?pour ?moi $ | ^ volontiers | ^ bonne idee | ^ faites/fais ?donc $ | ^ go $ | ^ s il vous/te plait $ | ^ allez $ | ^ carrement | ^ parfait $ | ^ on y va | ^ svp $ | ^ si $ | ^ exact`,
      likely: '^ oui/ouais/ok/okay/ouep',
    },
    no: {
      sure: `^ non/nan/nope/nn/jamais ?merci/non/pas/vraiment/ca/desole/jamais $ | ^ non merci/pas/je/ca/c/plus/sans/vraiment/jamais/rien/peut/laisse*/desole* | ^ je ne sais pas | ^ je sais pas | ^ sais pas | ^ aucune idee | ^ pas vraiment/maintenant/la/besoin/pour/tellement/question/aujourd/envie/du/specialement | ^ non merci | ^ plutot pas | ^ sans facon | ^ surtout pas | ^ pas du tout | ^ plus tard | ^ peut etre plus tard | ^ laisse*/laissez tomber | ^ je ne/prefere pas/prefere $ | ^ je prefere ?ne pas $ | ^ bof non | ^ nan | ^ ca ira ?merci | ^ pas maintenant | ^ c est pas la peine | ^ aucune envie | ^ jamais de la vie`,
      likely: '^ non/nan/nope',
    },
    small_talk: {
      sure: `tu es/etes ?vraiment un/une ?vrai/vraie robot/humain/bot/personne/ia/machine | t es un/une ?vrai/vraie robot/humain/bot/personne/ia/machine | es tu un/une ?vrai/vraie robot/humain/bot/personne/ia/machine | vous etes ?vraiment un/une ?vrai/vraie robot/humain/bot/personne/ia/machine | etes vous un/une ?vrai/vraie robot/humain/bot/personne/ia/machine | un grand merci | c est ?tres sympa/gentil | ^ merci ?beaucoup/bien/infiniment/a/pour/bcp/c/mille ?toi/vous/l ?aide/fois $ | mille mercis | comment ca va/allez/vas | ca va ?bien ?et/toi/vous $ | comment vas tu | comment allez vous | ?tu es/t es/vous etes/es tu/etes vous un/une ?vrai/vraie robot/humain/bot/personne/ia/machine | qui es tu | t es qui | tu es qui | qui etes vous | comment tu t appelles | comment t appelles | comment vous appel* | quel est ton/votre nom | ton nom | tu t appelles | que sais tu/peux tu faire | tu peux faire quoi | qu est ce que tu sais/peux faire | que pouvez vous faire | tu fais quoi | blague* | mdr | lol | ptdr | haha* | quel age as | tu es ?vraiment/trop/tres/bien gentil*/drole/sympa/intelligent* | t es ?trop/vraiment gentil*/drole/sympa/marrant* | enchante* | tu dors | tu aimes | cool $ | trop cool | bien joue | c est gentil | vous etes ?tres gentil*/sympa* | ravi* | tu parles | tu es la | de rien`,
      likely: '^ merci | merci | robot | bot | une ia',
      hint: 'sympa | drole',
    },
    complaint: {
      sure: `vaut/valent rien | pas ce que j ai commande | plus jamais | merde | merdique* | incompetent* | casse/cassee/cassees/casses | abime/abimee/abimees | defectu* | defaut* | reclamation* | plainte | plaindre | inadmissible | inacceptable | honte* | scandale* | nul/nulle/nuls/nulles | deception | decu* | decevant* | arnaque* | mauvais* service/qualite/modele/couleur/article/produit/taille/lunettes | mauvaise | pas la bonne/le bon couleur/modele/paire/taille/article | ne fonctionne/marche* pas | marche pas | fonctionne pas | raye* | rayures | rembours* moi | veux … remboursement | sert a rien | sers a rien | servez a rien | rien compris | comprends rien | comprenez rien | tu ne comprends | tu comprends ?pas/rien | en colere | furieu* | mecontent* | pas content* | insatisfait* | pas satisfait* | catastroph* | horrible | lamentable | ridicule | n importe quoi | personne ne/n repond* | aucune reponse | tordu* | tombe en morceaux | debile | stupide | inutile | pourri* | erreur … commande | trompe* | scandaleux | deplorable | lachee/lache au bout | se decolle* | branche* cassee/tordue/lache | jamais vu ca | minable | debite* deux fois`,
      likely: 'probleme avec | mauvais* | erreur | cassees',
      hint: 'probleme',
    },
    goodbye: {
      sure: `au revoir | a bientot | a plus ?tard | a demain | a tout a | adieu | ciao | bye | bonne/bon journee/soiree/nuit/continuation/weekend/fin/apres | c est tout ?merci/pour/ce | ce sera tout | je dois ?y aller/filer/partir | je vous laisse | je te laisse | je m en vais | tchao | tchuss | bonne soiree | j ai fini | a la prochaine | bonne fin | a tte | rien d autre`,
      likely: 'a plus $ | bisous',
    },
    out_of_scope: {
      sure: `meteo | temps/tps ?il fait/fera/demain | il pleut | football | foot | match | politique $ | president* | election* | recette* | cuisine* | cuisiner | pizza | crepes | capitale | tradui* | poeme | devoirs | maths | mathematiques | bourse | bitcoin | crypto* | film | films | chanson | musique | restaurant* | resto | hotel* | vol/vols pour | avion | train | actualite* | actus | horoscope | chaussures | pantalon | robe | veste | montre/montres connectee/pour/homme | quelle heure | voiture | telephone portable | ordinateur | loto | chien | chat/chats $ | sens de la vie | racine carree | planete* | programm* | python | ignore* … instructions/consignes/regles | instructions | prompt | redaction | dissertation | guerre | religion | impots | qui a gagne | gateau | velo | parfum | taxi | sac a | livre sur | coupe du monde | population | histoire de`,
      likely: 'pays | ville | vacances | jeu | manger | livre $',
    },
  },
  values: {
    shape: {
      rectangle: 'rectangulaire* | rectangle*',
      square: 'carre/carree/carres/carrees | anguleu* | angulaire*',
      round: 'rond | ronde | ronds | rondes | arrondie*',
      oval: 'ovale* | ovalise*',
      cat_eye:
        'oeil de chat | yeux de chat | oeil chat | papillonnante* | forme chat | oeil/yeux de biche | cateye*',
      butterfly: 'papillon*',
      aviator: 'aviateur* | pilote* | goutte* d eau | goutte*',
      browline: 'clubmaster* | sourcil*',
      geometric: 'geometrique* | hexagon* | octogon*',
      trapezoid: 'wayfarer* | trapez*',
      shield: 'masque',
    },
    color: {
      tortoise: 'ecaille* | ecailles | leopard | tortue',
      clear: 'transparent* | translucide* | cristal | incolore*',
      blue: 'bleu* | marine | turquoise | bleu ciel/nuit/roi/marine/canard',
      multicolor: 'multicolore* | multi couleur* | colore/colores/coloree/colorees',
      gold: 'dore* | or | en or | couleur or | or rose',
      silver: 'argente* | argent',
      pink: 'rose | roses | fuchsia | vieux rose',
      black: 'noir* | noire*',
      purple: 'violet* | mauve* | lilas | prune | parme',
      brown: 'marron* | brun* | chocolat | noisette | caramel',
      grey: 'gris | grise* | anthracite',
      red: 'rouge* | bordeaux | grenat',
      white: 'blanc* | blanche* | ivoire',
      green: 'vert | verte | vertes | verts | kaki | vert fonce/clair/emeraude | emeraude',
      beige: 'beige* | creme | sable | nude',
      yellow: 'jaune* | moutarde',
      orange: 'orange | oranges',
    },
    material: {
      wood: 'bois | bambou | en bois',
      horn: 'corne | en corne',
      metal: 'metal* | metaux | fil de fer',
      plastic: 'plastique* | plastoc',
      stainless_steel: 'acier* | inox',
      titanium: 'titane',
      acetate: 'acetate | acetates',
      aluminium: 'alu | aluminium',
    },
    rim: {
      rimless: 'sans monture/cerclage/bord/bords/contour/cadre | percee* | invisible*',
      semi: 'demi cercle* | demi cerclee* | semi cerclee* | demi monture | nylor | semi percee* | demi cerclage',
      full: 'cerclee* | cerclage complet/total | pleine monture | monture pleine/complete | cercle complet',
    },
    size: {
      narrow: `petit/petite/petites/petits/fin/fine/fines/etroit/etroite/etroites/mince visage/tete/monture/montures/lunettes/taille/figure/gabarit | visage/tete ?est ?tres/plutot/assez/plutot petit/petite/fin/fine/etroit/etroite/mince/menu | etroit/etroite/etroites/etroits | petite/petites/petits/petit | monture fine`,
      medium: 'moyen/moyenne/moyennes/moyens | taille moyenne/normale/standard | taille m',
      wide: `grand/grande/grandes/grands/gros/grosse/grosses/large/larges visage/tete/monture/montures/lunettes/taille/figure | visage/tete ?est ?tres/plutot/assez grand/grande/large/gros/grosse | large/larges | oversize* | xl | grande/grandes/grand/grands | imposante* | enormes | grosses/grosse/gros`,
    },
    gender: {
      women:
        'femme* | fille* $ | copine | epouse | mere | maman | soeur | dame/dames | grand mere | mamie | tante | feminin* | fiancee | fille de',
      men: 'homme* | mari | copain | pere | papa | frere | monsieur | messieurs | grand pere | papi | oncle | masculin* | mec/mecs | fiance | garcons adultes',
      kids: 'enfant* | fils | ma fille/fillette | fille de | garcon/garcons | bebe | ado/ados | petit fils/garcon | petite fille | gamin* | junior | ans $ | fillette | niece | neveu | gosse* | petits enfants',
      unisex: 'unisexe* | mixte* | unisex | pour tous les deux',
    },
    occasion: {
      work: 'travail* | bureau* | boulot | taf | professionnel* | reunion* | bosser | entretien d embauche',
      everyday: 'tous les jours | quotidien* | au quotidien | de tous | toute la journee | chaque jour',
      formal:
        'mariage* | ceremonie* | elegant* | chic | habille* | formel* | soiree chic/habillee | gala | bapteme',
      party: 'soiree/soirees | fete/fetes | sortir le soir | boite | sorties',
      sport:
        'sport* | courir | course | velo | tennis | ski | running | jogging | sportif/sportives/sportive | footing | vtt | golf | cyclisme',
      driving: 'conduire | conduite | volant | route | en voiture | voiture',
      outdoor:
        'plage* | randonnee* | mer | montagne* | exterieur | plein air | camping | vacances | bateau | rando | jardin* | peche | voile',
      school: 'ecole | college | lycee | fac | universite | rentree | cours | etudes',
    },
    lens_type: {
      sun: 'soleil | lunettes de soleil | solaire* | teintee* | verres teintes',
      polarized: 'polaris* | polariz*',
      photochromic:
        'photochrom* | photogray | transition* | verres ?qui fonc*/s assombri*/changent/noirciss* | qui s assombrissent/foncent/teintent | qui fonc*',
      blue_light:
        'lumiere bleue | anti lumiere bleue | anti lumiere/blue | filtre bleu | ecran* | ordinateur* | ordi | gaming | pour ?les/l/mes ecrans/ordi/ordinateur | pc',
      progressive: 'progressi* | multifoc* | bifoc* | double foyer',
      reading: 'lecture | lire | loupe | de pres | lunettes loupe',
      mirrored: 'miroir* | effet miroir | verres miroir | miroitant*',
    },
  },
  light:
    'leger* | legere* | legers | poids plume | ultra leger* | super leger* | tres leger* | pas ?trop lourd* | hyper leger* | ne pese* rien | ne pese* pas | qu on ne sent pas',
  changes: {
    cheaper: `encore moins cher* | c est ?un ?peu/quand/super/hyper/vachement ?meme cher | un peu cher/chere/cheres/chers | cher quand meme | moins cher* | moins chere* | trop cher* | trop chere* | meilleur marche | plus abordable* | moins couteu* | trop couteu* | plus economique* | plus accessible* | baisse* de prix | au dessus de mon budget | hors ?de ?mon budget | moins de prix | plus bas | coute/coutent moins | moins eleve | depasse* mon budget | la moins chere`,
    dearer:
      'plus cher* | plus chere* | plus haut de gamme | haut de gamme | plus luxueu* | luxe | plus chic | premium | meilleure qualite | plus prestigieu* | plus qualitatif',
    smaller:
      'plus petit* | plus etroit* | plus fin/fine/fines/fins | trop massi* | trop grand* | trop large* | trop gros* | moins large* | moins grand* | moins gros*',
    larger:
      'plus grand* | plus large* | plus gros* | trop petit* | trop etroit* | trop serre* | moins petit* | moins etroit* | trop juste*',
    lighter: 'plus leger* | plus legere* | moins lourd* | trop lourd* | pese* moins | moins de poids',
    more: `d autres comme/dans/du | voir plus | voir la suite | montre* ?moi ?en plus | montrez/montre ?m en plus/davantage | plus de choix/modeles/lunettes/resultats/montures/propositions/options | encore d autres | la suite | davantage | quoi d autre | en voir plus/d/davantage | comme la/le/celle/celui | dans le style/genre de ?la/le/celle | dans le ?meme style/genre | similaire* | semblable* | ressembl* | du meme genre/style | plus comme | encore $ | page suivante | pareil que | suivantes`,
    different: `d autres $ | d autres modeles/choix/lunettes/montures/paires/propositions/options | m en d autres | voir d autres | en voir d autres | moche* | laid/laide/laids/laides | bof | ringard* | pas terrible | ne me convient/conviennent pas | pas pour moi | horribles | autre chose | autre style/modele/genre/forme | d autre chose | quelque chose d autre | quelque chose de different | different* | pas mon style/gout/truc/genre | ?aucune/aucun ne me plai* | me plaisent pas | me plait pas | ne me plai* pas | pas celles la/ci/l | pas ca | rien ne me plait | changer de style | pas fan | j aime pas/aucune | n aime pas ?celles/ces/ca $ | me convien* pas | autrement | ne me convainc* pas`,
    start_over:
      'recommence* | repart* a/de zero/debut | a zero | du debut | depuis le debut | reinitialis* | oublie* tout/ca/ce | on oublie tout | nouvelle recherche | tout effacer | efface* tout | reset | on reprend ?tout ?a/du zero/debut | reprenons | on efface',
  },
  cheap:
    'rien de ?trop cher | pas cher/chere/cheres/chers | abordable* | economique* | bon marche | petit prix',
  any: {
    color:
      'couleur/couleurs … egale/egales | peu importe ?la/les couleur/couleurs | couleur/couleurs … importe/fiche/egal/fous/moque | n importe quelle couleur | toutes ?les couleurs | toute couleur | m en fiche de la couleur | pas de couleur precise/preferee/particuliere | quelle que soit la couleur | couleur indifferente/egale',
    shape:
      'forme … egale/egales/importe | peu importe ?la forme | forme/formes … importe/fiche/egal/fous | n importe quelle forme | toutes ?les formes | quelle que soit la forme | forme indifferente | pas de forme precise/particuliere',
    material:
      'peu importe ?la/le matiere/materiau | matiere … importe/fiche/egal | n importe quelle matiere | n importe quel materiau | toutes ?les matieres | quelle que soit la matiere | materiau … importe/fiche/egal',
    brand:
      'peu importe ?la marque | marque/marques … importe/fiche/egal/fous | n importe quelle marque | toutes ?les marques | quelle que soit la marque | pas de marque precise/particuliere',
    size: 'peu importe la taille | n importe quelle taille | taille … importe/fiche/egal',
    gender: 'peu importe le genre',
    rim: 'peu importe le cerclage',
    occasion: 'pour tout | toute occasion | toutes occasions | toutes les occasions',
    price:
      'peu importe ?le/les prix | prix … importe/fiche/egal/fous/probleme | n importe quel prix | quel que soit le prix | budget … importe/egal/illimite/fiche | pas de limite ?de | pas de budget ?max/precis/limite/fixe | sans limite de prix/budget | l argent … probleme/importe | peu importe ?le budget/cout | sans limite | oublie* le prix/budget | prix n a pas | le prix m est egal | aucune limite',
  },
  whatever: `m est egale | peu importe | importe peu | m est egal | egal | s en fiche/fout/moque | m en fiche/fous/moque | n importe ?quel/quelle/quoi ?quel | indifferent* | aucune preference | pas de preference | pas important* | comme vous/tu voulez/veux | surprenez/surprends moi | je ne sais pas ?encore $ | sais pas $ | tout me va | pas d importance | n a pas d importance | aucune importance | aucune idee $`,
  topics: {
    color: 'couleur/couleurs/coloris',
    shape: 'forme/formes',
    material: 'matiere/matieres/materiau',
    brand: 'marque/marques',
    size: 'taille',
    price: 'prix/budget/argent/tarif/cout',
    occasion: 'occasion',
  },
  pronoun: `ca | celle ci/la | celui ci/la | cette paire/monture | ce modele | elle est/existe/a/pese/coute/vaut/m/me/va/sera/fait | je la/le/l | m la | la/le/l prends/avez/auriez/achete/garde | vous l | tu l | coute/est/pese/existe/va t elle/il | est elle/il | mets la/le | ajoute la/le | ajoutez la/le | garde la/le`,
  ordinals: {
    1: 'premiere* | premier* | 1ere | 1er | numero un/1 | la 1 | n 1 | celle/celui de/a gauche | tout a gauche',
    2: 'celles du milieu | deuxieme* | second | seconde | 2eme | 2e | numero deux/2 | la 2 | n 2 | celle/celui du milieu',
    3: 'troisieme* | 3eme | 3e | numero trois/3 | la 3 | n 3',
    4: 'quatrieme* | 4eme | 4e | numero quatre/4 | la 4 | n 4',
    5: 'cinquieme* | 5eme | 5e | numero cinq/5 | la 5',
    6: 'sixieme* | 6eme | numero six/6',
    7: 'septieme* | 7eme | numero sept/7',
    8: 'huitieme* | 8eme | numero huit/8',
    '-1': 'dernieres/derniers | derniere | dernier | dernieres $ | derniers $ | tout a droite | celle/celui de/a droite',
    0: 'celle ci/la | celui ci/la | cette paire/monture/ci | ce modele ?ci/la',
  },
  not: 'pas | sans | ni | non | sauf | excepte | excepter | hormis | jamais | aucun | aucune | a part | tout/tous/toutes mais | plutot que | au lieu de/d | surtout pas | deteste | eviter | evite/evitez | en dehors de | a l exception de/du/des | ne pas | rien | mis a part',
  but: 'mais | svp | sinon | par contre | juste | seulement | uniquement | si possible | je veux/voudrais | je prefere',
  rather: 'plutot',
  or: 'ou | ni',
  and: 'et',
  face: `
      visage ?est ?tres/plutot/assez ?plutot rond/ovale/carre/long/allonge/rectangulaire/triangulaire/anguleux/losange |
      visage en forme ?de ?coeur | visage en coeur/losange/triangle |
      visages ronds/ovales/carres/longs/allonges | face ronde | tete ronde/carree/ovale | machoire carree |
      figure ronde/carree`,
  unmeant: `rien ne me va | gros/grand/petit/large/long nez | nez ?un ?peu gros/grand/petit/large/long | qui ne soit/soient pas ?trop cher/chere/cheres/chers | s il vous/te plait | bonne/bon soiree/journee/nuit/bonsoir | pas sur | je ne/n sais pas | je sais pas |
      sais pas | pas de souci/soucis/probleme | pourquoi pas | pas mal | non merci | pas encore |
      pas ?trop/hyper/tres/si/super cher/chere/cheres/chers | rien de ?trop cher | n est ce pas |
      pas de panique | pas grave | carte bleue/bancaire | ne trouve pas | pas vraiment | pas seulement |
      pas que | grand merci | en savoir plus | oh la la | la bas | beaucoup d argent | trop d argent | d argent |
      rien trouve | carte d or | en or massif | en cours | au cours | de l or | est ce que | est ce |
      lunettes de vue | t as pas | vous avez pas | vous n avez pas | il y a pas | y a pas | avez vous pas |
      tu n as pas | t aurais pas | vous auriez pas | tu aurais pas | auriez pas | autre chose que |
      lecture de l ordonnance | je ne vois pas | bonne route | en gros | grosso modo | ou bien | ou alors |
      plus ou moins | noir sur blanc | si non`,
  article:
    'le la les l un une du de et ou cette ce ces celle avec entre que est coute pour sur a aime adore prends la m modele appelle contre vs comme c sont',
  price: {
    at_most: `moins de/d/que | a moins de | max | maximum | maxi | jusqu ?a/au | au maximum | au plus | sous ?les/la ?barre ?des ?de | en dessous de/d/des | inferieur* a | pas/jamais/rien ?au plus de/d/que/cher | ne depass* pas | pas depasser | sans depasser | qui ne depass* pas | depasse*/depasser pas | budget ?max* ?est/de/c/d ?est/de | mon/le/un budget ?max* ?est ?de | ne pas depasser | pas au dessus de/d/des | limite ?de/a/est | plafond ?de/a | moins cher que | pour moins de | dans les limites de | d ici | a max*`,
    at_least:
      'plus de/d/que | a partir de/d | au moins | au minimum | minimum | mini | min | au dessus de/d | superieur* a | des | pas/jamais moins de/d | au dela de | plus cher que',
    between:
      'entre | de | dans les | dans la fourchette ?de | compris entre | comprise entre | fourchette de | fourchette',
    to: 'et | a | jusqu a | ou | -',
    about:
      'environ | vers ?les | autour de/des | aux alentours de | dans les | a peu pres | approximativement | autour | disons ?dans ?les | plus ou moins | vers | genre | aux environs de | quelque chose comme | pres de',
    or_less:
      'grand max | ou moins | max | maximum | maxi | et moins | au plus | au maximum | grand maximum | budget | est ma limite | c est ma limite | c est mon maximum/max/budget | pas plus | ?de budget',
    or_more: 'ou plus | et plus | minimum | mini | au moins | et au dessus | min | au minimum | plus',
    measure:
      'mm | millimetre* | cm | ans/an | jours/jour | semaines/semaine | mois | heures/heure/h | pourcent | minutes | grammes/gramme/g | fois | paires/paire | personnes | dioptrie* | modeles',
  },
  numbers: `cinquantaine=50 soixantaine=60 centaine=100 deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 vingt=20 vingts=20 trente=30 quarante=40
    cinquante=50 soixante=60 septante=70 octante=80 huitante=80 nonante=90 cent=100 cents=100 mille=1000`,
};

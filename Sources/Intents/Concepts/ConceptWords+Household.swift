extension ConceptWords {
    /// The house and its machines, energy, food, cooking and restaurants.
    static let household = """
        # house
        home: home homes house houses flat flats apartment apartments residence dwelling household condo | \
          maison maisons domicile appartement appartements logement logements chez foyer appart residence \
          kot
        room: room rooms kitchen bedroom bathroom livingroom living_room hallway hall garage basement \
          attic office study lounge | piece pieces cuisine chambre salon couloir garage cave grenier \
          bureau salle_bain sejour sous_sol entree toilettes
        rent: rent rented renting rental tenant landlord lease letting let deposit_rent | louer loyer \
          loyers location locataire proprietaire bail bailleur caution locatif
        buy-house: property real_estate realtor estate_agent mortgage_house homeowner | immobilier \
          propriete agent_immobilier agence_immobiliere
        move-house: move moved moving moving_house relocate relocation movers moving_out | demenager \
          demenagement demenage demenageur emmenager changement_adresse
        neighbour: neighbour neighbours neighbor neighbors neighbourhood neighborhood | voisin voisins \
          voisine voisinage quartier
        noise: noise noisy loud party_noise racket quiet | bruit bruyant bruits tapage vacarme calme
        light: light lights lamp lamps bulb bulbs lighting lightbulb led | lumiere lumieres lampe lampes \
          ampoule eclairage luminaire led lampadaire
        dim: dim dimmer darker brighter brightness bright brighten illuminate dark | tamiser tamise \
          baisser_lumiere luminosite sombre lumineux eclaircir attenuer
        socket: socket outlet plug plugs power_outlet wall_socket smart_plug wemo | prise prises \
          prise_intelligente multiprise
        heating: heating heat heater thermostat radiator boiler warm warmer furnace temperature hot | \
          chauffage chauffer radiateur chaudiere thermostat chaud chaude temperature chaleur
        cooling: air_conditioning aircon ac cool cooler fan cooling cold freezing | climatisation clim \
          ventilateur refroidir froid froide frais rafraichir
        door: door doors gate garage_door doorbell window windows blinds curtains shutter shutters | porte \
          portes portail sonnette fenetre fenetres volet volets rideau rideaux store stores
        key-lock: lock locks key keys locksmith unlock locked | serrure cle cles clef verrou verrouiller \
          serrurier deverrouiller
        clean: clean cleaned cleaning cleaner tidy wash washed mop sweep dust dirty mess stain | nettoyer \
          nettoyage nettoie propre menage laver lavage ranger poussiere sale tache balayer
        laundry: laundry detergent ironing iron dry_cleaning wash_clothes washing | lessive linge repasser \
          repassage pressing fer buanderie
        trash: trash garbage rubbish waste bin bins dustbin recycling recycle dump litter | poubelle \
          poubelles dechet dechets ordures recyclage recycler tri dechetterie
        plumbing: plumber plumbing leak leaking leaks pipe pipes tap faucet drain sink toilet flush flood \
          | plombier plomberie fuite fuites tuyau robinet evier lavabo toilette chasse inondation bouche
        build: renovate renovation builder construction paint painting painter wall roof floor ceiling \
          carpenter | renover renovation travaux chantier peinture peindre mur toit sol plafond menuisier \
          macon
        electrician: electrician wiring fuse circuit_breaker breaker | electricien fusible disjoncteur \
          tableau_electrique
        alarm-house: burglar_alarm intruder security_camera smoke_alarm alarm_system | alarme_maison \
          detecteur camera_surveillance cambrioleur
        pet: pet pets dog dogs cat cats puppy kitten animal animals vet | animal animaux chien chiens chat \
          chats chiot chaton veterinaire compagnie
        smell: smell smells odour odor stink stinks | odeur odeurs pue sent_mauvais puanteur
        insects: insect insects bug cockroach ants mice mouse rat pest bedbugs mosquito | insecte insectes \
          cafard fourmis souris rat nuisible punaises moustique
        # energy
        electricity: electricity electric power energy kwh watt volt voltage electrical | electricite \
          electrique courant energie kwh watt volt tension jus
        gas: gas natural_gas gas_leak | gaz fuite_gaz
        water-supply: water_supply tap_water water_bill water_pressure hot_water | eau_courante eau_chaude \
          pression_eau
        meter: meter meters meter_reading reading consumption usage smart_meter | compteur compteurs \
          releve index consommation linky
        power-cut: power_cut power_outage blackout no_power no_electricity | coupure_courant \
          panne_electrique plus_electricite plus_courant
        solar: solar solar_panel solar_panels renewable green_energy wind_turbine | solaire \
          panneau_solaire panneaux renouvelable photovoltaique eolienne
        environment: climate environment carbon pollution emissions sustainable eco global_warming | \
          climat environnement carbone pollution emissions durable ecologique rechauffement
        # food
        food: food foods meal meals dish dishes snack lunch dinner breakfast supper cuisine | nourriture \
          repas plat plats bouffe manger dejeuner diner souper petit_dejeuner gouter cuisine
        eat: eat eating ate hungry hunger starving edible | manger mange faim affame comestible bouffer
        drink: drink drinks drinking beverage thirsty juice soda coke | boire boisson boissons soif jus \
          soda verre
        coffee: coffee espresso cappuccino latte tea caffeine coffee_machine brew | cafe espresso \
          cappuccino the cafeine machine_cafe infusion
        alcohol: beer wine alcohol cocktail whisky vodka liquor drunk champagne | biere vin alcool \
          cocktail whisky vodka ivre apero champagne
        fruit: fruit apple banana orange strawberry grape lemon berries pear mango | fruit fruits pomme \
          banane fraise raisin citron poire mangue cerise
        vegetable: vegetable vegetables potato tomato onion carrot lettuce garlic salad spinach cucumber | \
          legume legumes patate tomate oignon carotte salade ail epinard concombre pomme_terre
        meat: meat chicken beef pork steak bacon ham sausage turkey lamb | viande poulet boeuf porc steak \
          lardon jambon saucisse dinde agneau
        fish: fish seafood salmon tuna shrimp prawn cod | poisson saumon thon crevette fruits_mer \
          cabillaud
        dairy: milk cheese butter yogurt cream egg eggs | lait fromage beurre yaourt creme oeuf oeufs
        bread: bread bakery toast flour sandwich bagel pastry croissant | pain boulangerie farine sandwich \
          baguette croissant tartine patisserie
        sweet: cake chocolate dessert cookie cookies sugar candy sweet sweets pie ice_cream | gateau \
          chocolat dessert biscuit sucre bonbon sucrerie tarte glace
        pasta-rice: pasta rice spaghetti noodles lasagna | pate pates riz spaghetti nouilles lasagnes
        pizza: pizza pizzas burger burgers fries hamburger fast_food sushi kebab taco takeaway | pizza \
          pizzas burger frites hamburger sushi kebab tacos fastfood emporter
        cook: cook cooking cooked recipe recipes bake baking boil fry grill roast oven prepare_food | \
          cuisiner cuire cuisson recette recettes four bouillir frire griller rotir mijoter prepare_repas
        ingredient: ingredient ingredients contain contains spice spices salt pepper sauce seasoning | \
          ingredient ingredients contient epice epices sel poivre sauce assaisonnement
        substitute: substitute substitution replace swap_for | substitut remplacer remplacement substituer
        diet: diet vegan vegetarian gluten gluten_free allergy allergic lactose halal kosher organic \
          dietary | regime vegan vegetarien vegetarienne vegetalien gluten allergie allergique lactose \
          halal casher bio
        calorie: calorie calories nutrition nutritional healthy carbs protein fat vitamins sodium \
          nutrients | calorie calories nutrition nutritionnel sain glucides proteines gras vitamines \
          sodium
        spoil: spoiled rotten stale keep_fresh leftovers expire_food last_long shelf_life mouldy go_bad | \
          perime pourri conserver avarie restes moisi se_garde
        taste: taste tasty delicious flavor flavour spicy bitter yummy sour salty | gout saveur delicieux \
          epice amer bon savoureux acide sale
        grocery: groceries grocery supermarket grocery_list grocery_store food_shopping | courses epicerie \
          liste_courses faire_courses commissions provisions
        # restaurant
        restaurant: restaurant restaurants diner eatery bistro cafe pub bar brasserie steakhouse pizzeria \
          food_place canteen | restaurant restaurants resto restos bistrot brasserie cafe bar cantine \
          pizzeria auberge
        table: table tables seat_for party_two dine dining table_for | table tables couverts diner \
          manger_dehors personnes_table
        menu: menu menus specials | carte menu menus plat_jour
        waiter: waiter waitress chef serve server | serveur serveuse chef garcon
        takeaway: takeaway takeout take_out carryout food_delivery order_food uber_eats doordash deliveroo \
          | emporter livraison_repas uber_eats deliveroo repas_livre
        """
}

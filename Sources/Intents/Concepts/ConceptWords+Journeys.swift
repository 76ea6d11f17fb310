extension ConceptWords {
    /// Going somewhere: travel, hotels, trains, cars, places; bodies and doctors.
    static let journeys = """
        # travel
        travel: travel travels travelling traveling traveler trip trips journey voyage tour touring \
          expedition | voyage voyages voyager sejour periple circuit trajet
        holiday-trip: holiday holidays vacation vacations getaway honeymoon cruise | vacances conge \
          croisiere lune_miel escapade
        flight: flight flights plane planes fly flying flown airline airlines airplane aircraft airways | \
          vol vols avion avions voler aerien compagnie_aerienne
        airport: airport airports terminal gate runway boarding | aeroport aeroports terminal embarquement \
          porte_embarquement
        boarding-pass: boarding_pass eticket | carte_embarquement
        layover: layover stopover connection connecting transit connecting_flight | escale correspondance \
          transit
        takeoff: takeoff take_off departure departures departing depart leave leaving land landing | \
          decollage depart departs partir part atterrir atterrissage
        arrival: arrival arrivals arriving arrive land eta | arrivee arrivees arriver atterrit
        luggage: luggage baggage suitcase suitcases bag bags carry_on hand_luggage backpack trunk \
          hold_luggage | bagage bagages valise valises sac sacs bagage_main cabine soute
        seat: seat seats aisle window_seat legroom seating | siege sieges place places couloir hublot
        ticket: ticket tickets fare fares pass boarding_pass railcard travelcard | billet billets ticket \
          tickets titre_transport pass carte_abonnement
        hotel: hotel hotels motel hostel inn lodging accommodation lodge airbnb bed_breakfast guesthouse \
          resort | hotel hotels auberge hebergement gite logement_vacances chambre_hotes pension airbnb
        hotel-room: room rooms suite double_room single_room twin king_size | chambre chambres suite \
          chambre_double chambre_simple
        room-service: room_service towels towel pillow pillows blanket bedding sheets toiletries \
          housekeeping | service_chambre serviette serviettes oreiller couverture draps menage
        check-in: check_in checkin early_check checking_in | enregistrement enregistrer arrivee check_in
        check-out: check_out checkout late_checkout checking_out | quitter_chambre depart liberer_chambre
        stay: stay staying stayed night nights overnight | sejour sejourner nuit nuits nuitee rester
        book: book booked booking bookings reserve reserved reservation reservations reserving | reserver \
          reserve reservee reservation reservations
        guest: guest guests visitor visitors attendee | invite invites visiteur hote convive participants
        tourist: tourist tourists tourism sightseeing attraction attractions landmark museum museums \
          monument gallery zoo castle | touriste touristes tourisme attraction musee musees monument \
          monuments visite chateau galerie zoo
        guide: guide guided_tour itinerary brochure | guide visite_guidee itineraire
        beach: beach sea ocean seaside coast island lake swim swimming pool | plage mer ocean cote ile lac \
          nager piscine baignade
        mountain: mountain mountains hill hike hiking ski skiing trail camping camp tent climb | montagne \
          montagnes colline randonnee ski sentier camping tente grimper
        vaccine-travel: shots vaccination vaccinations travel_vaccine immunization | vaccin vaccins \
          vaccination
        travel-safety: travel_alert dangerous warning travel_advice unsafe | dangereux alerte_voyage \
          conseil_voyageurs
        # transport
        train: train trains railway rail amtrak eurostar sncf tgv intercity sleeper | train trains rail \
          tgv ter sncf cff sncb eurostar chemin_fer
        bus: bus buses coach shuttle minibus greyhound | bus autobus car navette autocar
        metro: metro subway underground tube tram tramway streetcar public_transport public_transportation \
          | metro tram tramway rer transports_commun
        station: station stations platform bus_stop stop train_station track | gare gares quai arret \
          station voie
        taxi: taxi taxis cab cabs uber lyft ride rideshare ride_home minicab hail | taxi taxis vtc uber \
          course chauffeur bolt
        boat: boat ferry ship sail cruise_ship harbour port | bateau ferry navire traversier port \
          croisiere
        bicycle: bike bikes bicycle cycling cyclist scooter motorbike motorcycle ebike | velo velos \
          bicyclette trottinette moto scooter cycliste
        timetable: timetable departure_time next_train next_bus schedules | horaire horaires \
          prochain_train prochain_bus
        route: route routes direction directions navigate navigation path gps map maps way | itineraire \
          direction directions chemin trajet route carte gps plan naviguer
        traffic: traffic congestion jam jams gridlock rush_hour road roads highway freeway motorway \
          roadworks interstate | circulation trafic bouchon bouchons embouteillage embouteillages route \
          routes autoroute travaux ralentissement
        distance: distance far mile miles kilometre kilometers kilometres km away closest nearest | \
          distance loin kilometre kilometres km eloigne longueur
        near: near nearby nearest close closest around local vicinity closeby around_here near_me | pres \
          proche proches autour alentours proximite environs coin cote dans_coin
        place: place places location locations spot area region venue site somewhere | lieu lieux endroit \
          endroits emplacement zone region quelque_part
        city: city cities town towns village downtown suburb district | ville villes village centre_ville \
          banlieue quartier municipalite
        building: building buildings library hospital church bank_branch post_office station gym | \
          batiment batiments bibliotheque eglise immeuble edifice
        compass: north south east west left right straight upstairs downstairs | nord sud est ouest gauche \
          droite tout_droit haut bas
        world: world planet earth globe continent ocean geography capital border population river | monde \
          planete terre globe continent geographie capitale population fleuve riviere
        # vehicle
        car: car cars vehicle vehicles automobile truck van suv motor | voiture voitures vehicule \
          vehicules auto camion camionnette char bagnole
        drive: drive driving driver drivers drove motorist | conduire conduite conducteur rouler chauffeur
        car-rental: rent_car car_rental rental_car hire_car car_hire | location_voiture louer_voiture
        fuel: fuel petrol gasoline diesel gas_tank gas_station filling_station refuel gallon gallons mpg \
          mileage fuel_economy | essence carburant gazole diesel plein station_service reservoir \
          consommation litres_cent
        electric-car: ev electric_car charging_station tesla | voiture_electrique borne borne_recharge \
          tesla
        tyre: tire tires tyre tyres wheel wheels flat_tire puncture tire_pressure | pneu pneus roue roues \
          crevaison creve pression_pneus
        engine: engine oil oil_change brakes brake transmission coolant spark_plug radiator_car \
          check_engine motor | moteur huile vidange frein freins boite_vitesses liquide_refroidissement \
          bougie
        garage: garage mechanic car_service inspection tune_up mot bodywork servicing maintenance | garage \
          garagiste mecanicien revision entretien controle_technique carrosserie
        jump-start: jump_start dead_battery jumper_cables breakdown tow roadside towed | depannage \
          remorquage demarrer_voiture batterie_plat cables_demarrage
        parking: parking park parked garage_parking parking_spot parking_ticket | parking garer stationner \
          stationnement place_parking contravention
        traffic-fine: speeding_ticket fine traffic_ticket fines citation parking_fine | amende amendes \
          contravention pv proces_verbal exces_vitesse
        number-plate: license_plate number_plate vehicle_registration logbook | plaque \
          plaque_immatriculation carte_grise immatriculation
        # health
        doctor: doctor doctors physician gp surgeon specialist nurse dermatologist pediatrician | medecin \
          medecins docteur chirurgien specialiste infirmier infirmiere dermatologue pediatre generaliste \
          toubib
        hospital: hospital hospitals clinic emergency_room ward ambulance surgery operation er | hopital \
          hopitaux clinique urgences ambulance chirurgie operation samu
        dentist: dentist teeth tooth dental orthodontist toothache | dentiste dent dents dentaire \
          orthodontiste
        eye: eye eyes glasses optician eyesight vision contact_lenses | oeil yeux lunettes opticien vue \
          lentilles ophtalmo
        body: head arm leg back_pain stomach knee foot feet hand hands skin heart chest blood throat hair \
          body | tete bras jambe dos ventre genou pied pieds main mains peau coeur poitrine sang gorge \
          cheveux corps
        ill: ill illness sick sickness disease unwell infected infection symptoms symptom \
          condition_medical | malade maladie maladies souffrant infection infecte symptome symptomes
        pain: pain hurt hurts ache aches painful sore headache injury injured migraine cramps | douleur \
          douleurs mal fait_mal blessure blesse migraine courbature douloureux
        fever: fever temperature cough coughing cold flu sneeze runny_nose sore_throat | fievre \
          temperature toux tousser rhume grippe eternuer nez_coule mal_gorge
        covid: covid coronavirus corona pandemic virus outbreak sars_cov epidemic omicron | covid \
          coronavirus corona pandemie virus epidemie
        vaccine: vaccine vaccines vaccinated vaccination shot jab booster dose doses immunity immune \
          pfizer moderna | vaccin vaccins vaccine vaccination vacciner piqure rappel dose doses immunite \
          pfizer moderna
        health-test: pcr test tested testing antigen swab positive_test test_result | pcr test tests \
          depistage antigenique teste positif ecouvillon
        mask: mask masks face_covering face_mask sanitizer disinfect gloves hygiene hand_washing | masque \
          masques gel_hydroalcoolique desinfecter gants hygiene gestes_barrieres
        quarantine: quarantine isolate isolation self_isolate lockdown social_distancing distancing curfew \
          stay_home | quarantaine isolement isoler confinement distanciation couvre_feu cas_contact
        contagion: contagious spread spreads transmission transmitted catch infect airborne droplets \
          surfaces incubation | contagieux contagion transmission transmettre propager propagation \
          attraper gouttelettes incubation
        risk-group: risk risks high_risk vulnerable elderly pregnant pregnancy asthma diabetes | risque \
          risques vulnerable personne_agee enceinte grossesse asthme diabete fragile
        medicine: medicine medicines medication drug drugs pill pills tablet antibiotics treatment dose \
          cure remedy therapy aspirin ibuprofen | medicament medicaments pilule cachet comprime \
          antibiotique traitement remede soigner guerir therapie doliprane
        pharmacy: pharmacy pharmacist chemist drugstore | pharmacie pharmacien officine
        prescription: prescription prescriptions refill prescribed | ordonnance ordonnances prescription \
          prescrit
        health: health healthy wellness medical healthcare wellbeing | sante sain medical bien_etre \
          medicale
        fitness: fitness gym exercise workout exercises run running jog yoga training muscle push_ups | \
          sport gym exercice exercices musculation courir course jogging yoga entrainement fitness
        weight: weight weigh lose_weight kilos diet overweight bmi | poids peser maigrir kilos regime \
          surpoids imc
        sleep: sleep sleeping asleep nap insomnia tired bedtime slept | dormir sommeil sieste insomnie \
          fatigue dors coucher endormir
        mental-health: stress stressed anxiety depressed depression lonely burnout therapist psychologist \
          | stress stresse angoisse depression deprime anxiete seul psychologue burnout
        death: die died dies death dead mortality fatal deadly passed_away | mourir mort morts deces \
          mortalite mortel decede
        smoke: smoke smoking cigarette tobacco vape | fumer cigarette tabac vapoter
        baby: baby babies infant newborn diaper pregnant breastfeed stroller | bebe bebes nourrisson \
          couche enceinte allaiter poussette
        """
}
